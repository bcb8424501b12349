"""Forms of the staff for items, postings, duties and corrections."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.site.accounts.models import User
from gongkai.site.bodies.models import Body
from gongkai.site.publishing import catalogue
from gongkai.site.publishing.models import Attribute, Item, State
from gongkai.site.publishing.services.drafts import Draft
from gongkai.site.web.clock import ZONE


class DateInput(forms.DateInput):
    """The browser's own picker."""

    input_type = "date"

    def __init__(self, **options: Any) -> None:
        super().__init__(format="%Y-%m-%d", **options)


class MomentInput(forms.DateTimeInput):
    """The browser's own picker, to the minute."""

    input_type = "datetime-local"

    def __init__(self, **options: Any) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M", **options)


class ItemForm(forms.Form):
    """A draft; what is missing is asked for when it is submitted."""

    subject = forms.ChoiceField(label=_("信息类别"))
    title = forms.CharField(label=_("标题"), max_length=200)
    document_number = forms.CharField(
        label=_("文号"), max_length=60, required=False, help_text=_("例如：云政发〔2026〕12号。没有文号的不填。")
    )
    formed_on = forms.DateField(
        label=_("成文日期"), required=False, widget=DateInput(), help_text=_("公开期限从这一天的次日起算。")
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
    valid_until = forms.DateField(label=_("有效期至"), required=False, widget=DateInput())
    objection_until = forms.DateField(label=_("公示期最后一日"), required=False, widget=DateInput())
    objection_contact = forms.CharField(label=_("公示期间联系方式"), max_length=200, required=False)
    interprets = forms.TypedChoiceField(
        label=_("所解读的文件"), required=False, coerce=int, empty_value=None, help_text=_("政策解读才填。")
    )
    scheduled_for = forms.DateTimeField(
        label=_("定时发布"), required=False, widget=MomentInput(), help_text=_("不填则审核通过后立即公开。")
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, body: Body, today: dt.date, documents: list[Item], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        subjects = catalogue.subjects_of(body, today)
        fields: Any = self.fields
        fields["subject"].choices = [("", _("请选择")), *((name, found.label) for name, found in subjects.items())]
        fields["ground"].choices = [("", _("（主动公开的不选）")), *catalogue.grounds(today).items()]
        fields["interprets"].choices = [("", _("（不是解读）")), *((item.pk, item.title) for item in documents)]

    def clean_scheduled_for(self) -> dt.datetime | None:
        """Beijing time."""
        value: dt.datetime | None = self.cleaned_data["scheduled_for"]
        return value.replace(tzinfo=ZONE) if value is not None and value.tzinfo is None else value

    def draft(self) -> Draft:
        """What was filled in."""
        return Draft(**{name: value for name, value in self.cleaned_data.items() if name != "revision"})


def initial(item: Item) -> dict[str, Any]:
    """What a form shows of an item."""
    names = [name for name in ItemForm.base_fields if name != "interprets"]
    return {name: getattr(item, name) for name in names} | {"interprets": item.interprets_id}


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


class FileForm(forms.Form):
    """A file to attach."""

    file = forms.FileField(label=_("选择文件"), help_text=_("不得上传涉密文件。"))


class ReasonForm(forms.Form):
    """Words that a step asks for."""

    reason = forms.CharField(label=_("说明"), max_length=500, widget=forms.Textarea({"rows": 4}))


class RepealForm(forms.Form):
    """From which day on a document no longer holds."""

    day = forms.DateField(label=_("废止日期"), widget=DateInput())
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
    """An item on a channel on a day, or a channel's total of a month."""

    outlet = forms.ChoiceField(label=_("渠道"))
    on = forms.DateField(label=_("日期"), widget=DateInput(), help_text=_("月度合计填写当月任意一天。"))
    monthly = forms.BooleanField(label=_("这是月度合计"), required=False)
    count = forms.IntegerField(label=_("条数"), min_value=1, max_value=1_000_000, initial=1)
    note = forms.CharField(label=_("说明"), max_length=200, required=False)

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["outlet"].choices = [(name, found.label) for name, found in catalogue.outlets(today).items()]
