"""The officer's forms: a request that came otherwise than by the portal, and that both sides have confirmed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop as noop

from gongkai.site.accessrequests import fields, kinds
from gongkai.site.accessrequests.services.register import Entry
from gongkai.site.accessrequests.values import Particulars, Person
from gongkai.site.web.forms import DayInput
from gongkai.site.web.procedures import procedure
from gongkai.text.identifiers import is_credit_code, is_id_number
from gongkai.text.normal import half_width

_PERSON: Final = ("name", "id_kind", "id_number", "phone", "email", "address", "postcode", "representative")
_AGENT: Final = ("name", "id_kind", "id_number", "phone")
_SAID: Final = ("content", "title", "number", "feature", "form", "way", "note")
# The files of a page of entry, by their kind.
FILES: Final = ("application", "envelope", "identity", "mandate")
_GROUPS: Final = (
    (_("收到"), ("channel", "day", "confirmed")),
    (_("申请人"), ("applicant", *_PERSON, "joint")),
    (_("代理人"), tuple(f"agent_{name}" for name in _AGENT)),
    (_("申请的内容"), (*_SAID,)),
    (_("材料"), FILES),
)
_PARTED: Final = re.compile(r"[，,；;\t]")

# How both sides have confirmed, as the history says it: in Chinese, whatever the officer reads.
CONFIRMED_BY: Final = {
    "phone": noop("电话"),
    "email": noop("电子邮件"),
    "text": noop("短信"),
    "in_person": noop("当面"),
}


class EntryForm(forms.Form):
    """A request as it lies on the desk. What it lacks is told afterwards, and keeps nobody from registering it."""

    channel = forms.ChoiceField(label=_("渠道"))
    day = forms.DateField(
        label=_("收到日期"), widget=DayInput(),
        help_text=_("当面提交为提交之日，须签收的邮寄为签收之日；须双方确认的渠道，填写送到之日。与今天登记的日期无关。"),
    )  # fmt: skip
    confirmed = forms.BooleanField(
        label=_("双方已在这一天确认收到"), required=False, help_text=_("只用于平信、传真、电子邮件和网上提交的申请。")
    )
    applicant = forms.ChoiceField(label=_("申请人类别"))
    name = fields.name(_("申请人姓名或者名称"))
    representative = forms.CharField(label=_("法定代表人或者负责人"), max_length=100, required=False)
    id_kind = fields.id_kind(required=False)
    id_number = fields.id_number(required=False)
    phone = fields.PlainField(label=_("联系电话"), max_length=40, required=False)
    email = forms.EmailField(label=_("电子邮箱"), max_length=200, required=False)
    address = forms.CharField(label=_("通讯地址"), max_length=200, required=False)
    postcode = forms.CharField(label=_("邮政编码"), max_length=10, required=False)
    joint = forms.CharField(
        label=_("共同申请人"), required=False, max_length=4_000, widget=forms.Textarea({"rows": 2}),
        help_text=_("每行一人：姓名，证件号码，电话。"),
    )  # fmt: skip
    agent_name = fields.name(_("代理人姓名"), required=False)
    agent_id_kind = fields.id_kind(natural=True, required=False)
    agent_id_number = fields.id_number(required=False)
    agent_phone = fields.PlainField(label=_("代理人电话"), max_length=40, required=False)
    content = forms.CharField(
        label=_("申请的政府信息"), max_length=5_000, widget=forms.Textarea({"rows": 6}),
        help_text=_("照申请书抄录，不归纳、不改写。不得录入涉密内容。"),
    )  # fmt: skip
    title = forms.CharField(label=_("信息名称"), max_length=300, required=False)
    number = forms.CharField(label=_("文号"), max_length=100, required=False)
    feature = forms.CharField(label=_("其他特征"), max_length=500, required=False)
    form = forms.ChoiceField(
        label=_("提供信息的形式"), choices=[("", _("申请书没有写明")), *kinds.FORMS.items()], required=False
    )
    way = forms.ChoiceField(
        label=_("获取信息的途径"), choices=[("", _("申请书没有写明")), *kinds.WAYS.items()], required=False
    )
    note = forms.CharField(label=_("备注"), max_length=500, required=False)
    application = fields.FilesField(label=_("申请书"), required=False, help_text=_("扫描件，可以一次选择几个文件。"))
    envelope = fields.FilesField(
        label=_("信封和邮戳"), required=False, help_text=_("邮寄的，请扫描信封和签收凭据，以备核对收到之日。")
    )
    identity = fields.FilesField(label=_("身份证明"), required=False)
    mandate = fields.FilesField(label=_("授权委托书"), required=False)

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["agent_id_kind"].label = _("代理人证件类型")
        self.fields["agent_id_number"].label = _("代理人证件号码")
        channel: Any = self.fields["channel"]
        applicant: Any = self.fields["applicant"]
        channels = procedure().rules(today).law.channels
        channel.choices = [(name, found.label) for name, found in channels.items()]
        applicant.choices = [("", _("请选择")), *kinds.applicants(today).items()]

    def groups(self) -> list[tuple[Any, list[Any]]]:
        """The fields in the groups of the page: its heading, and what stands under it."""
        return [(title, [self[name] for name in names]) for title, names in _GROUPS]

    def clean_day(self) -> dt.date:
        """A day that has been."""
        day: dt.date = self.cleaned_data["day"]
        if day > self.today:
            raise ValidationError(_("收到日期不能晚于今天。"))
        return day

    def clean_joint(self) -> tuple[Person, ...]:
        """The persons of the lines."""
        return tuple(_joint(self.cleaned_data["joint"]))

    def clean(self) -> dict[str, Any]:
        """What is no confirmation is not taken for one."""
        cleaned = super().clean() or {}
        day, channel = cleaned.get("day"), cleaned.get("channel")
        if not (cleaned.get("confirmed") and day and channel):
            return cleaned
        if procedure().rules(day).receipt(channel) != "confirmation":
            self.add_error("confirmed", _("这一渠道收到即为收到申请，不用双方确认。"))
        return cleaned

    def entry(self) -> Entry:
        """The request."""
        said = self.cleaned_data
        first = Person(**{name: said[name].strip() for name in _PERSON})
        agent = Person(**{name: said[f"agent_{name}"].strip() for name in _AGENT}) if said["agent_name"] else None
        particulars = Particulars(
            applicants=(first, *said["joint"]), agent=agent, **{name: said[name].strip() for name in _SAID}
        )
        return Entry(said["channel"], said["day"], said["applicant"], particulars, confirmed=said["confirmed"])


def initial(entry: Entry) -> dict[str, Any]:
    """What the form shows of a request that has been written down."""
    said = entry.particulars
    first, *others = said.applicants
    lines = "\n".join("，".join(filter(None, (one.name, one.id_number, one.phone))) for one in others)
    found: dict[str, Any] = {name: getattr(first, name) for name in _PERSON} | {"joint": lines}
    found |= {name: getattr(said, name) for name in _SAID}
    found |= {f"agent_{name}": getattr(said.agent, name) for name in _AGENT if said.agent}
    return found | {name: getattr(entry, name) for name in ("channel", "day", "confirmed", "applicant")}


class ConfirmForm(forms.Form):
    """On which day and how both sides have confirmed."""

    day = forms.DateField(
        label=_("双方确认之日"), widget=DayInput(), help_text=_("这一天为收到申请之日，答复期限自次日起计算。")
    )
    how = forms.ChoiceField(
        label=_("怎样确认"),
        choices=[(name, _(words)) for name, words in CONFIRMED_BY.items()],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, came_on: dt.date, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.came_on, self.today = came_on, today

    def clean_day(self) -> dt.date:
        """Between the day on which it came and today."""
        day: dt.date = self.cleaned_data["day"]
        if not self.came_on <= day <= self.today:
            raise ValidationError(_("确认之日不能早于提交之日，也不能晚于今天。"))
        return day


def _joint(text: str) -> Iterator[Person]:
    for line in filter(None, (line.strip() for line in text.splitlines())):
        parts = [part.strip() for part in _PARTED.split(line)]
        if len(parts) > 3:
            raise ValidationError(_now("每行只写一人：姓名，证件号码，电话。有误的一行：%(line)s") % {"line": line})
        name, number, phone, *_rest = [*parts, "", ""]
        number, phone = half_width(number).upper(), half_width(phone)
        kind = "resident" if is_id_number(number) else "credit_code" if is_credit_code(number) else "other"
        yield Person(name=name, id_kind=kind if number else "", id_number=number, phone=phone)
