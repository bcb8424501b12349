"""Forms of the staff for items."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

import msgspec
from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.law.catalogue_model import Subject
from gongkai.site.bodies.models import Body
from gongkai.site.publishing import beginnings, catalogue
from gongkai.site.publishing.models import Attribute, Item, State
from gongkai.site.publishing.sanitise import written
from gongkai.site.publishing.services.drafts import Draft
from gongkai.site.web.clock import ZONE
from gongkai.site.web.forms import DayInput

LINKS: Final = ("interprets", "consulted", "feedback_on")


class MomentInput(forms.DateTimeInput):
    """The browser's own picker, to the minute."""

    input_type = "datetime-local"

    def __init__(self, **options: Any) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M", **options)


class Links(msgspec.Struct, frozen=True):
    """To what an item may be linked: documents and consultations, each with its id and its title."""

    documents: list[tuple[int, str]]
    consultations: list[tuple[int, str]]


class ItemForm(forms.Form):
    """A draft; what is missing is asked for when it is submitted."""

    subject = forms.ChoiceField(label=_("信息类别"))
    title = forms.CharField(label=_("标题"), max_length=200)
    document_number = forms.CharField(
        label=_("文号"), max_length=60, required=False, help_text=_("例如：云政发〔2026〕12号。没有文号的不填。")
    )
    formed_on = forms.DateField(
        label=_("成文日期"), required=False, widget=DayInput(), help_text=_("公开期限从这一天的次日起算。")
    )
    issuer = forms.CharField(label=_("发文机关"), max_length=200, required=False, help_text=_("不填即为本机关。"))
    attribute = forms.ChoiceField(
        label=_("公开属性"), choices=Attribute.choices, widget=forms.RadioSelect, help_text=_("起草时就要确定。")
    )
    ground = forms.ChoiceField(label=_("不主动公开的依据"), required=False)
    ground_reason = forms.CharField(label=_("不主动公开的理由"), required=False, widget=forms.Textarea({"rows": 2}))
    summary = forms.CharField(
        label=_("内容概述"), max_length=500, required=False, widget=forms.Textarea({"rows": 2}),
        help_text=_("显示在目录和搜索结果中。"),
    )  # fmt: skip
    html = forms.CharField(
        label=_("正文"), required=False, widget=forms.Textarea({"rows": 18, "data-rich": ""}),
        help_text=_("一段一行。可以从 Word、WPS 粘贴；不得录入涉密信息。"),
    )  # fmt: skip
    official_url = forms.URLField(
        label=_("公开网址"), required=False, assume_scheme="https",
        help_text=_("已经在上级政府门户网站公开的，填写那里的网址，不必重复录入正文。"),
    )  # fmt: skip
    legality_review = forms.CharField(label=_("合法性审核"), max_length=200, required=False)
    filing = forms.CharField(label=_("备案"), max_length=200, required=False)
    valid_until = forms.DateField(label=_("有效期至"), required=False, widget=DayInput())
    objection_until = forms.DateField(label=_("公示、征集截止日期"), required=False, widget=DayInput())
    objection_contact = forms.CharField(label=_("公示、征集期间联系方式"), max_length=200, required=False)
    interprets = forms.TypedChoiceField(
        label=_("所解读的文件"), required=False, coerce=int, empty_value=None, help_text=_("政策解读才填。")
    )
    consulted = forms.TypedChoiceField(
        label=_("公开征求意见"), required=False, coerce=int, empty_value=None,
        help_text=_("制定这份文件时公开征求意见的，选择那一次征集，两处互相链接。"),
    )  # fmt: skip
    feedback_on = forms.TypedChoiceField(
        label=_("所反馈的意见征集"), required=False, coerce=int, empty_value=None, help_text=_("意见采纳情况反馈才填。")
    )
    scheduled_for = forms.DateTimeField(
        label=_("定时发布"), required=False, widget=MomentInput(), help_text=_("不填则审核通过后立即公开。")
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, body: Body, today: dt.date, links: Links, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        subjects = catalogue.subjects_of(body, today)
        fields: Any = self.fields
        fields["subject"].choices = [("", _("请选择")), *((name, found.label) for name, found in subjects.items())]
        fields["ground"].choices = [("", _("（主动公开的不选）")), *catalogue.grounds(today).items()]
        fields["interprets"].choices = [("", _("（不是解读）")), *links.documents]
        for name in ("consulted", "feedback_on"):
            fields[name].choices = [("", _("（没有）")), *links.consultations]
        self._narrow(subjects.get(self["subject"].value() or ""))

    def _narrow(self, subject: Subject | None) -> None:
        """Leave out what an item of that kind does not have; what was filled in once stays to be seen."""
        if subject is None:
            return
        for name in beginnings.FIELDS:
            filled = self.initial.get(name) or self.data.get(name)
            if not filled and not beginnings.wanted(subject, name):
                del self.fields[name]

    def clean_scheduled_for(self) -> dt.datetime | None:
        """Beijing time."""
        value: dt.datetime | None = self.cleaned_data["scheduled_for"]
        return value.replace(tzinfo=ZONE) if value is not None and value.tzinfo is None else value

    def draft(self) -> Draft:
        """What was filled in."""
        return Draft(**{name: value for name, value in self.cleaned_data.items() if name != "revision"})


def initial(item: Item) -> dict[str, Any]:
    """What a form shows of an item."""
    values = {name: getattr(item, f"{name}_id" if name in LINKS else name) for name in ItemForm.base_fields}
    return values | {"html": written(item.html)}


class ItemsFilter(forms.Form):
    """The list of items, narrowed."""

    q = forms.CharField(label=_("标题、文号、索引号"), required=False, max_length=100)
    state = forms.ChoiceField(label=_("状态"), required=False, choices=[("", _("全部")), *State.choices])
    subject = forms.ChoiceField(label=_("信息类别"), required=False)

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        labels = [(name, found.label) for name, found in catalogue.all_subjects(today).items()]
        fields["subject"].choices = [("", _("全部")), *labels]

    def narrowing(self) -> dict[str, str]:
        """What ``selectors.narrowed`` takes; what is no choice narrows nothing."""
        said = self.cleaned_data if self.is_valid() else {}
        return {"words": said.get("q", ""), "state": said.get("state", ""), "subject": said.get("subject", "")}
