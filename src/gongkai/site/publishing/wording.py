"""The words that a body wants to be told of before release: its own, and those of the bodies above it."""

from __future__ import annotations

from django.db.models import QuerySet

from gongkai.release.rules import Rules, default_rules
from gongkai.site.bodies.models import Body
from gongkai.site.publishing.models import Word
from gongkai.site.web.scope import Scope


def for_body(scope: Scope, body: Body) -> QuerySet[Word]:
    """The words in force for a body that ``scope`` may see, with the bodies that set them."""
    scope.demand("item.view", body.path)
    return _in_force(body).select_related("body", "added_by").order_by("body__path", "word")


def rules_of(body: Body) -> Rules:
    """The rules of the program with the words in force for a body; its own come before those from above."""
    wrong: dict[str, str] = {}
    sensitive: list[str] = []
    for word, right in _in_force(body).order_by("body__path", "pk").values_list("word", "right"):
        if right:
            wrong[word] = right
        else:
            sensitive.append(word)
    return default_rules().with_words(wrong, tuple(sensitive))


def _in_force(body: Body) -> QuerySet[Word]:
    above = [body.path[:end] for end in range(Body.steplen, len(body.path) + 1, Body.steplen)]
    return Word.objects.unscoped("every body reads the words set above it").filter(body__path__in=above)
