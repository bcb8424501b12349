"""The help of the page that is shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template

from gongkai.site.web import help

register = template.Library()


@register.simple_tag(takes_context=True)
def help_topic(context: Mapping[str, Any]) -> help.Topic | None:
    """The topic of this page; None where there is none."""
    match = context["request"].resolver_match
    return help.topic(match.view_name) if match else None
