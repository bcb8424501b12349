"""Forms of the desk: the worklist, an event of the lifecycle, and the smaller ones."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.law.procedure_model import EventText
from gongkai.procedure.effects import TAKES, consulted
from gongkai.procedure.events import Event, Position
from gongkai.procedure.rules import Rules
from gongkai.site.accessrequests import kinds
from gongkai.site.accessrequests.models import Paper, Party
from gongkai.site.accessrequests.models_desk import OwnRecord
from gongkai.site.accessrequests.services.desk import REASONS
from gongkai.site.accessrequests.services.new_code import REASONS as CODE_REASONS
from gongkai.site.accessrequests.services.parties import OPINIONS
from gongkai.site.accessrequests.values import PAPERS, Contact, RecordAsked, unseal
from gongkai.site.accounts.models import User
from gongkai.site.web.forms import DayInput
from gongkai.site.web.procedures import procedure

SHOWS: Final = {
    "": _("未办结"),
    "late": _("已经逾期"),
    "soon": _("即将到期"),
    "waiting": _("等待申请人"),
    "consulting": _("征求意见中"),
    "review": _("审核、批准中"),
    "unconfirmed": _("待确认收到"),
    "mine": _("我经办的"),
    "closed": _("已办结"),
    "all": _("全部"),
}
_CONSULTS: Final = ("exclude", "consult")
# Effects whose term runs from the day on which a letter arrived.
_TIMED: Final = (*_CONSULTS, "await_supplement", "await_payment")


class Worklist(forms.Form):
    """The list of requests, narrowed; the values stay in the address."""

    show = forms.ChoiceField(label=_("状态"), required=False, choices=list(SHOWS.items()))
    year = forms.TypedChoiceField(label=_("年度"), required=False, coerce=int, empty_value=None)
    channel = forms.ChoiceField(label=_("渠道"), required=False)
    outcome = forms.ChoiceField(label=_("办理结果"), required=False)
    q = forms.CharField(label=_("编号，或者写全的姓名、号码"), required=False, max_length=100)

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        law, fields = procedure().rules(today).law, self.fields
        years = range(today.year, today.year - 10, -1)
        choices: dict[str, Any] = {
            "year": [(year, str(year)) for year in years],
            "channel": [(channel.id, channel.label) for channel in law.channels.values()],
            "outcome": [(outcome.id, outcome.label) for outcome in law.outcomes.values()],
        }
        for name, found in choices.items():
            fields[name].choices = [("", _("全部")), *found]  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """For ``selectors_desk.worklist``; a filter that means nothing narrows nothing."""
        self.is_valid()
        names = {"show": "show", "year": "year", "channel": "channel", "outcome": "outcome", "q": "words"}
        return {
            name: self.cleaned_data[field]
            for field, name in names.items()
            if self.cleaned_data.get(field) not in (None, "")
        }


class EventForm(forms.Form):
    """What one says of an event of the lifecycle: the fields are those that the law data let it have."""

    day = forms.DateField(label=_("日期"), widget=DayInput())
    reached = forms.DateField(
        label=_("文书送达日期"),
        required=False,
        widget=DayInput(),
        help_text=_("期限从送达的次日起算；不填即为上面的日期。"),
    )
    until = forms.DateField(label=_("期限的最后一日"), required=False, widget=DayInput())
    length = forms.IntegerField(label=_("工作日数"), required=False, min_value=1)
    party = forms.ChoiceField(label=_("征求意见的对象"))
    name = forms.CharField(label=_("姓名或者名称"), max_length=100)
    phone = forms.CharField(label=_("电话"), max_length=40, required=False)
    email = forms.EmailField(label=_("电子邮箱"), required=False)
    address = forms.CharField(label=_("地址"), max_length=200, required=False)
    opinion = forms.ChoiceField(label=_("意见"), choices=list(OPINIONS.items()), widget=forms.RadioSelect)
    said = forms.CharField(
        label=_("对方所说的理由"), required=False, max_length=2000, widget=forms.Textarea({"rows": 3}),
        help_text=_("不同意公开的应当说明理由。"),
    )  # fmt: skip
    scale = forms.ChoiceField(label=_("计收方式"), widget=forms.RadioSelect)
    count = forms.IntegerField(label=_("数量"), min_value=1, max_value=100_000)
    amount = forms.DecimalField(label=_("实收金额（元）"), min_value=Decimal("0.01"), max_digits=12, decimal_places=2)
    method = forms.ChoiceField(label=_("送达方式"))
    by = forms.ChoiceField(label=_("由谁作出"))
    reason = forms.CharField(
        label=_("说明"), required=False, max_length=500, widget=forms.Textarea({"rows": 2}),
        help_text=_("不要写姓名、证件号码、电话等个人信息。"),
    )  # fmt: skip

    def __init__(
        self, *args: Any, text: EventText, rules: Rules, position: Position, parties: list[Party], today: dt.date,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self._text, self._today = text, today
        kept = wanted(text)
        for name in [name for name in self.fields if name not in kept]:
            del self.fields[name]
        for name in text.needs:
            self.fields[name].required = True
        if "length" in kept:
            limit = rules.days("extension") if text.effect == "extend" else None
            self.fields["length"].help_text = _("最多 %(limit)s 个；不填即为最多。") % {"limit": limit} if limit else ""
        choices: dict[str, Any] = {
            "party": [(c.party, _called(parties, c.party)) for c in position.open if c.kind == consulted(text.id)],
            "scale": [(name, f"{scale.label}：{scale.counting}") for name, scale in rules.law.fees.items()],
            "method": list(rules.services.items()),
            "by": [(role.id, role.label) for role in rules.law.lifecycle.roles if role.id in text.who],
        }
        for name, found in choices.items():
            if name in kept:
                self.fields[name].choices = found  # type: ignore[attr-defined]

    def clean_day(self) -> dt.date:
        """Nothing is written down before it has happened."""
        day: dt.date = self.cleaned_data["day"]
        if day > self._today:
            raise forms.ValidationError(_("日期不能晚于今天。"))
        return day

    def event(self) -> Event:
        """The event that was described."""
        names = ("day", "reached", "until", "length", "party", "method", "by", "reason")
        given = {name: self.cleaned_data[name] for name in names if self.cleaned_data.get(name) not in (None, "")}
        return Event(self._text.id, **given)

    def contact(self) -> Contact:
        """Whose opinion is asked."""
        return Contact(**{name: self.cleaned_data[name] for name in ("name", "phone", "email", "address")})


def wanted(text: EventText) -> set[str]:
    """The fields that the form of an event has."""
    takes = set(TAKES.get(text.effect, frozenset())) & {"until", "length", "party", "method"}
    found = {"day", "reason"} | takes
    if text.document and text.effect in _TIMED:
        found.add("reached")
    if text.effect in _CONSULTS:
        found = (found - {"party"}) | {"name", "phone", "email", "address"}
    if text.id.endswith("_answered"):
        found |= {"opinion", "said"}
    if text.effect == "await_payment":
        found |= {"scale", "count"}
    if text.id == "paid":
        found.add("amount")
    if text.effect in ("new_round", "order"):
        found.add("by")
    return found


def _called(parties: list[Party], key: str) -> str:
    return next((f"{key}：{unseal(party.sealed, Contact).name}" for party in parties if party.key == key), key)


class ReasonForm(forms.Form):
    """Why somebody looks at personal data."""

    reason = forms.ChoiceField(label=_("查看的原因"), choices=list(REASONS.items()), widget=forms.RadioSelect)


class AssignForm(forms.Form):
    """Who is to handle a request."""

    person = forms.TypedChoiceField(label=_("经办人"), coerce=int)

    def __init__(self, *args: Any, people: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["person"].choices = [("", _("请选择")), *((user.pk, str(user)) for user in people)]


class ExtendForm(forms.Form):
    """How long many requests are to be extended for, and why."""

    length = forms.IntegerField(
        label=_("延长的工作日数"), required=False, min_value=1, help_text=_("不填即为法定的最长期限。")
    )
    reason = forms.CharField(label=_("延长的原因"), max_length=500, widget=forms.Textarea({"rows": 2}))


class PaperForm(forms.Form):
    """A file for a request."""

    kind = forms.ChoiceField(label=_("类别"))
    file = forms.FileField(label=_("选择文件"), help_text=_("不得上传涉密文件。"))
    served = forms.BooleanField(label=_("提供给申请人（申请人凭查询码可以下载）"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["kind"].choices = [(kind, label) for kind, label in PAPERS.items() if kind != "reply"]


class FileForm(forms.Form):
    """One file."""

    file = forms.FileField(label=_("选择文件"), help_text=_("不得上传涉密文件。"))


class RefundForm(forms.Form):
    """Money that is given back."""

    amount = forms.DecimalField(label=_("退还金额（元）"), min_value=Decimal("0.01"), max_digits=12, decimal_places=2)
    day = forms.DateField(label=_("退还日期"), widget=DayInput())
    reason = forms.CharField(label=_("退还的原因"), max_length=200, help_text=_("不要写姓名等个人信息。"))


class OfficeForm(forms.Form):
    """An inner office that is to search or give its opinion."""

    name = forms.CharField(label=_("协办机构"), max_length=100)
    day = forms.DateField(label=_("交办日期"), widget=DayInput())
    until = forms.DateField(label=_("反馈期限"), required=False, widget=DayInput())


class OfficeAnswerForm(forms.Form):
    """What an inner office came back with."""

    day = forms.DateField(label=_("反馈日期"), widget=DayInput())
    words = forms.CharField(label=_("反馈的内容"), max_length=2000, widget=forms.Textarea({"rows": 4}))


class OptionsForm(forms.Form):
    """What the documents of a body need to know."""

    word = forms.CharField(
        label=_("机关代字"), max_length=12, help_text=_("例如“石政公开”，文号即为 石政公开〔2026〕1号。")
    )
    supervisor = forms.CharField(label=_("政府信息公开工作主管部门"), max_length=100, required=False)
    payment = forms.CharField(label=_("缴费方式"), max_length=300, required=False, widget=forms.Textarea({"rows": 2}))


class CodeForm(forms.Form):
    """Why a new query code is made."""

    reason = forms.ChoiceField(label=_("原因"), choices=list(CODE_REASONS.items()), widget=forms.RadioSelect)
    revision = forms.IntegerField(widget=forms.HiddenInput)


class ForumForm(forms.Form):
    """An organ of reconsideration or a court."""

    proceeding = forms.ChoiceField(label=_("类别"), widget=forms.RadioSelect)
    name = forms.CharField(label=_("名称"), max_length=100)
    address = forms.CharField(label=_("地址"), max_length=200, required=False)
    phone = forms.CharField(label=_("电话"), max_length=40, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["proceeding"].choices = list(kinds.forum_labels().items())


class TransferForm(forms.Form):
    """What is handed over to proactive disclosure."""

    subject = forms.ChoiceField(label=_("信息类别"))
    title = forms.CharField(label=_("信息的标题"), max_length=200, help_text=_("不要写申请人的姓名。"))
    formed_on = forms.DateField(label=_("成文日期"), required=False, widget=DayInput())
    reason = forms.CharField(label=_("移送意见"), max_length=500, widget=forms.Textarea({"rows": 2}))

    def __init__(self, *args: Any, subjects: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["subject"].choices = [("", _("请选择")), *subjects.items()]


class RecordForm(forms.Form):
    """Somebody's request to correct their own record."""

    day = forms.DateField(label=_("提出日期"), widget=DayInput())
    name = forms.CharField(label=_("提出人"), max_length=100)
    contact = forms.CharField(label=_("联系方式"), max_length=200)
    wrong = forms.CharField(label=_("不准确的记录"), max_length=2000, widget=forms.Textarea({"rows": 3}))
    evidence = forms.CharField(label=_("证明记录不准确的证据"), max_length=2000, widget=forms.Textarea({"rows": 3}))

    def asked(self) -> RecordAsked:
        """What was filled in."""
        return RecordAsked(**{name: value for name, value in self.cleaned_data.items() if name != "day"})


class RecordCloseForm(forms.Form):
    """What came of it."""

    outcome = forms.ChoiceField(label=_("处理结果"), choices=OwnRecord.Outcome.choices, widget=forms.RadioSelect)
    day = forms.DateField(label=_("办结日期"), widget=DayInput())
    result = forms.CharField(label=_("告知的内容"), max_length=2000, widget=forms.Textarea({"rows": 3}))


def file_name(paper: Paper) -> str:
    """The name under which a file came."""
    return unseal(paper.sealed, str)
