"""What the search of the workbench finds among bodies."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from gongkai.site.bodies.selectors.tree import tree
from gongkai.site.web.registry import Hit
from gongkai.site.web.scope import Scope


def hits(scope: Scope, words: str, most: int) -> list[Hit]:
    """Bodies by name, former name, short name, or the beginning of the code. One query."""
    if not words.strip():
        return []
    return [
        Hit(_("机关"), body.name, reverse("bodies:show", args=[body.code]), body.get_level_display())
        for body in tree(scope, words=words, closed=True)[:most]
    ]
