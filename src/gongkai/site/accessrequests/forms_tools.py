"""The two calculators that everybody may use."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.procedure.events import Event
from gongkai.procedure.fees import MOST
from gongkai.site.web.forms import DayInput
from gongkai.site.web.procedures import procedure

_PARTY: Final = "第三方"


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=DayInput(), **more)


class TermForm(forms.Form):
    """What happened to a request, as far as it moves its term."""

    channel = forms.ChoiceField(label=_("怎样提交的"), help_text=_("不同渠道的“收到之日”不同。"))
    received = _day(
        _("收到申请之日"), help_text=_("当面提交为提交之日，邮寄为签收之日；网上、传真、电子邮件和平信填写提交之日。")
    )
    confirmed = _day(
        _("双方确认之日"), required=False, help_text=_("网上、传真、电子邮件和平信提交的，自确认之日起算。")
    )
    supplement_notice = _day(_("告知补正之日"), required=False)
    supplement_received = _day(_("收到补正之日"), required=False)
    third_party_consulted = _day(_("发出征求意见书之日"), required=False)
    third_party_answered = _day(_("收到意见之日"), required=False)
    extended = _day(_("告知延期之日"), required=False)
    length = forms.IntegerField(
        label=_("延长的工作日数"), required=False, min_value=1, max_value=999, help_text=_("不填为法定的最长时间。")
    )

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        channels = procedure().rules(today).law.channels
        field: Any = self.fields["channel"]
        field.choices = [(name, channel.label) for name, channel in channels.items()]

    def events(self) -> list[Event]:
        """The events, in the order of their days."""
        said = self.cleaned_data
        rule = procedure().rules(said["received"]).receipt(said["channel"])
        kind = "submitted" if rule == "confirmation" else "received"
        first = Event(kind, said["received"], channel=said["channel"])
        later = [
            Event(name, said[name], party=_PARTY if name.startswith("third_party") else "",
                  length=said["length"] if name == "extended" else None)
            for name in ("confirmed", "supplement_notice", "supplement_received", "third_party_consulted",
                         "third_party_answered", "extended")
            if said[name] and (name != "confirmed" or kind == "submitted")
        ]  # fmt: skip
        return [first, *sorted(later, key=lambda event: event.day)]


class FeeForm(forms.Form):
    """By which scale, and how many."""

    scale = forms.ChoiceField(label=_("计收方式"))
    count = forms.IntegerField(label=_("数量"), min_value=0, max_value=MOST, help_text=_("件数或者页数。"))
    earlier = forms.IntegerField(
        label=_("本月此前的件数"), min_value=0, max_value=MOST, required=False,
        help_text=_("按件计收的，同一申请人在同一自然月内累计。按量计收的不填。"),
    )  # fmt: skip
    day = _day(_("申请之日"), required=False, help_text=_("不填按今天的规定计算。"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        scales = procedure().book.at(dt.date.max).fees
        field: Any = self.fields["scale"]
        field.choices = [(name, f"{scale.label}（{scale.counting}）") for name, scale in scales.items()]
