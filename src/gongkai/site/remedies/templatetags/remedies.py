"""Looking words up by id."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template

register = template.Library()


@register.filter
def at(words: Mapping[str, Any], name: str) -> Any:
    """What ``name`` stands for; nothing for nothing."""
    return words.get(name, "")
