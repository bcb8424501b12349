"""Forms of the staff for what surrounds items: reasons, postings, duties, opinions."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.site.accounts.models import User
from gongkai.site.bodies.models import Body
from gongkai.site.publishing import catalogue
from gongkai.site.publishing.models import Adoption, Item
from gongkai.site.web.forms import DayInput


class FileForm(forms.Form):
    """A file to attach."""

    file = forms.FileField(label=_("选择文件"), help_text=_("不得上传涉密文件。"))


class ReasonForm(forms.Form):
    """Words that a step asks for."""

    reason = forms.CharField(label=_("说明"), max_length=500, widget=forms.Textarea({"rows": 4}))


class ReassessForm(forms.Form):
    """Whether what is withheld stays so."""

    keep = forms.TypedChoiceField(
        label=_("评估结果"), coerce=lambda value: value == "keep", widget=forms.RadioSelect,
        choices=[("keep", _("继续不主动公开")), ("publish", _("转为主动公开"))],
    )  # fmt: skip
    reason = forms.CharField(label=_("理由"), max_length=500, widget=forms.Textarea({"rows": 4}))


class RepealForm(forms.Form):
    """From which day on a document no longer holds."""

    day = forms.DateField(label=_("废止日期"), widget=DayInput())
    by = forms.TypedChoiceField(label=_("代替它的文件"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, documents: list[Item], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["by"].choices = [("", _("（没有）")), *((item.pk, item.title) for item in documents)]


class DutyForm(forms.Form):
    """Who keeps a column up to date."""

    subject = forms.ChoiceField(label=_("信息类别"))
    person = forms.TypedChoiceField(label=_("责任人"), coerce=int)
    days = forms.IntegerField(label=_("更新周期（天）"), min_value=1, max_value=3660, initial=90)

    def __init__(self, *args: Any, body: Body, today: dt.date, people: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        subjects = catalogue.subjects_of(body, today)
        fields["subject"].choices = [("", _("请选择")), *((name, found.label) for name, found in subjects.items())]
        fields["person"].choices = [("", _("请选择")), *((user.pk, str(user)) for user in people)]


class PostingForm(forms.Form):
    """A channel's total of a month."""

    outlet = forms.ChoiceField(label=_("渠道"))
    on = forms.DateField(label=_("月份"), widget=DayInput(), help_text=_("填写当月任意一天。"))
    count = forms.IntegerField(label=_("条数"), min_value=1, max_value=1_000_000, initial=1)
    note = forms.CharField(label=_("说明"), max_length=200, required=False)
    file = forms.FileField(
        label=_("佐证材料"), required=False, help_text=_("后台截图或者统计表，只供内部查看。不得上传涉密文件。")
    )

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["outlet"].choices = [(name, found.label) for name, found in catalogue.outlets(today).items()]


class AmendPostingForm(forms.Form):
    """Another total of a month; an entry of an item can only be taken back."""

    count = forms.IntegerField(label=_("更正后的条数"), min_value=0, max_value=1_000_000, help_text=_("填 0 即取消。"))
    note = forms.CharField(label=_("更正的原因"), max_length=200)

    def __init__(self, *args: Any, monthly: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not monthly:
            del self.fields["count"]


class WordsForm(forms.Form):
    """Words for the scan, one a line."""

    lines = forms.CharField(
        label=_("用语"), max_length=20_000, widget=forms.Textarea({"rows": 6}),
        help_text=_("一行一个。错词写成 错词=正词，例如 布暑=部署；需要留意的用语直接写。已经在词表中的，按新写的改。"),
    )  # fmt: skip


class OpinionForm(forms.Form):
    """What becomes of an opinion."""

    adoption = forms.ChoiceField(label=_("采纳情况"), choices=Adoption.choices, widget=forms.RadioSelect)
    answer = forms.CharField(
        label=_("说明"), max_length=500, widget=forms.Textarea({"rows": 3}),
        help_text=_("采纳的写怎样修改，未采纳的写理由。说明会随反馈公开。"),
    )  # fmt: skip


class ItemPostingForm(forms.Form):
    """The channels on which an item stood on a day."""

    outlets = forms.MultipleChoiceField(label=_("渠道"), widget=forms.CheckboxSelectMultiple)
    on = forms.DateField(label=_("日期"), widget=DayInput())
    note = forms.CharField(label=_("说明"), max_length=200, required=False)

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["outlets"].choices = [(name, found.label) for name, found in catalogue.outlets(today).items()]


class LinkForm(forms.Form):
    """An item by its number."""

    index_number = forms.CharField(label=_("索引号"), max_length=60, help_text=_("在信息页面的元数据中。"))


class StandardForm(forms.Form):
    """The rows of a standard catalogue, narrowed."""

    field = forms.ChoiceField(label=_("试点领域"), required=False)
    q = forms.CharField(label=_("事项、内容"), required=False, max_length=100)

    def __init__(self, *args: Any, fields: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known: Any = self.fields
        known["field"].choices = [("", _("全部")), *fields.items()]

    def narrowing(self) -> dict[str, str]:
        """What ``standards.entries`` takes; what is no choice narrows nothing."""
        said = self.cleaned_data if self.is_valid() else {}
        return {"field": said.get("field", ""), "words": said.get("q", "")}
