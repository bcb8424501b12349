"""States and channels in words."""

from __future__ import annotations

from django import template

from gongkai.site.web import clock
from gongkai.site.web.procedures import procedure

register = template.Library()


@register.filter
def state_words(state: str) -> str:
    """The label of a state of the lifecycle."""
    return procedure().state_labels[state]


@register.filter
def channel_words(channel: str) -> str:
    """The label of a channel."""
    return procedure().rules(clock.today()).law.channels[channel].label
