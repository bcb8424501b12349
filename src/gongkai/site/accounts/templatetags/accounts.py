"""How roles and terms are shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from gongkai.site.accounts.models import Appointment
from gongkai.site.accounts.rights import matrix
from gongkai.site.accounts.scopes import delegable
from gongkai.site.audit import vocabulary
from gongkai.site.audit.models import Event
from gongkai.site.web import clock
from gongkai.site.web.templatetags.components import Moment, badge, timeline
from gongkai.site.web.templatetags.gongkai import day

register = template.Library()


@register.filter
def role(name: str) -> str:
    """What a role is called."""
    return matrix().label(name)


@register.filter
def is_delegable(name: str) -> bool:
    """Whether a role can pass to somebody else."""
    return delegable(name)


@register.filter
def is_over(post: Appointment) -> bool:
    """Whether its last day has passed."""
    return post.until is not None and post.until < clock.today()


@register.filter
def day_of(text: str | None) -> str:
    """An ISO day as people write it; nothing for none."""
    return day(dt.date.fromisoformat(text)) if text else ""


@register.simple_tag
def post_state(post: Appointment) -> SafeString:
    """Whether an appointment is in force, in a word."""
    if is_over(post):
        return badge(_("已经结束"))
    return badge(_("尚未开始"), "info") if post.since > clock.today() else badge(_("在任"), "good")


@register.simple_tag
def term(post: Appointment) -> SafeString:
    """From when to when, and, where it is not in force, in a word why."""
    ends = day(post.until) if post.until else _("没有期限")
    state = "" if post.since <= clock.today() and not is_over(post) else post_state(post)
    return format_html("<small>{} — {}</small> {}", day(post.since), ends, state)


@register.simple_tag
def account_events(events: Iterable[Event]) -> SafeString:
    """What happened to an account."""
    return timeline([Moment(row.at, _(vocabulary.words(row.action)), row.actor_name) for row in events])
