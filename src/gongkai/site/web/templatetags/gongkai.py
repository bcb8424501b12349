"""How days and numbers are written for people."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import template
from django.utils.dates import MONTHS
from django.utils.translation import get_language

from gongkai.site.web import frames
from gongkai.site.web.clock import ZONE

register = template.Library()


@register.filter
def day(value: dt.date | dt.datetime | None) -> str:
    """2026年11月20日, in English 20 November 2026; nothing for None."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        value = value.astimezone(ZONE).date()
    if get_language() == "en":
        return f"{value.day} {MONTHS[value.month]} {value.year}"
    return f"{value.year}年{value.month}月{value.day}日"


@register.filter
def moment(value: dt.datetime | None) -> str:
    """2026年11月20日 09:05, Beijing time; nothing for None."""
    if value is None:
        return ""
    return f"{day(value)} {value.astimezone(ZONE):%H:%M}"


@register.filter
def when(value: dt.date | dt.datetime | None) -> str:
    """A moment with its time of day, a day without."""
    return moment(value) if isinstance(value, dt.datetime) else day(value)


@register.filter
def iso(value: dt.date | dt.datetime | None) -> str:
    """For machines: 2026-11-20, or the moment with its offset."""
    if isinstance(value, dt.datetime):
        return value.astimezone(ZONE).isoformat(timespec="seconds")
    return value.isoformat() if value else ""


@register.filter
def unframed(value: str) -> str:
    """The address of the same page outside of a frame, where forms work."""
    return frames.unframed(value)


@register.filter
def number(value: Any) -> str:
    """12,345; a dash where there is no number, since nothing is not 0; words stay as they are."""
    if value is None:
        return "—"
    return value if isinstance(value, str) else f"{value:,}"
