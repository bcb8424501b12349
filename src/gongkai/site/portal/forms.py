"""Forms of the public."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.site.publishing.services import consult
from gongkai.site.web.forms import DayInput


class OpinionForm(forms.Form):
    """What somebody says in a consultation."""

    text = forms.CharField(
        label=_("意见"), max_length=consult.LONGEST, widget=forms.Textarea({"rows": 8}),
        help_text=_("意见和采纳情况会公开反馈，请不要在意见中填写个人信息。"),
    )  # fmt: skip
    name = forms.CharField(
        label=_("姓名或者单位"), max_length=100, required=False, help_text=_("可以不填。填写的，加密保存，不公开。")
    )
    contact = forms.CharField(
        label=_("联系方式"), max_length=200, required=False,
        help_text=_("可以不填。填写的，加密保存，只用于核实意见。"),
    )  # fmt: skip


class CorrectionForm(forms.Form):
    """What a reader says is wrong with a page."""

    text = forms.CharField(
        label=_("有误的内容"), max_length=2_000, widget=forms.Textarea({"rows": 5}),
        help_text=_("请写明哪一处有误、应当是什么。请不要填写个人信息。"),
    )  # fmt: skip
    contact = forms.CharField(
        label=_("联系方式"), max_length=200, required=False,
        help_text=_("可以不填。填写的，加密保存，只用于核实。"),
    )  # fmt: skip


class DayForm(forms.Form):
    """Documents on a day."""

    day = forms.DateField(label=_("日期"), required=False, widget=DayInput())
    held = forms.BooleanField(label=_("只看当天有效的"), required=False)
