"""The apps whose things are reviewed: each registers a holder for its kind of case when it is loaded.

The holder's model has a one-to-one to ``review.Case``. What a case comes to is applied to it by the holder, in the
transaction of the last decision; an exception there undoes the decision too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import msgspec

from gongkai.errors import UsageError
from gongkai.site.review.models import Case
from gongkai.site.web.scope import Scope

Content = Sequence[tuple[str, str, str]]
Apply = Callable[[Scope, Case], None]


class Holder(msgspec.Struct, frozen=True):
    """What review asks of an app: the words for its kind, what is to be reviewed now, where it stands, what follows.

    ``fields`` gives (key, label, text) for each place, keys being unique and lasting; ``url`` is the page of the thing
    itself. ``passed``, ``returned`` and ``withdrawn`` write the result.
    """

    label: str
    fields: Callable[[Case], Content]
    url: Callable[[Case], str]
    passed: Apply
    returned: Apply
    withdrawn: Apply
    # Handed in again at its own page alone, whose checks the page of the review would pass by.
    own_way: bool = False


_holders: dict[str, Holder] = {}


def register(kind: str, holder: Holder) -> None:
    """Make a kind of case known."""
    _holders[kind] = holder


@contextmanager
def registered(kind: str, holder: Holder) -> Iterator[None]:
    """Make a kind known for a while: for tests."""
    register(kind, holder)
    try:
        yield
    finally:
        del _holders[kind]


def get(kind: str) -> Holder:
    """The holder of a kind. Raises UsageError for one that nobody registered."""
    try:
        return _holders[kind]
    except KeyError:
        raise UsageError(f"没有“{kind}”这一类审核事项。") from None


def own_way(kind: str) -> bool:
    """Whether things of a kind are handed in again at their own page alone; not so for one that nobody registered."""
    return kind in _holders and _holders[kind].own_way


def labels() -> dict[str, str]:
    """The kinds that are known, with their words."""
    return {kind: holder.label for kind, holder in _holders.items()}


def label(kind: str) -> str:
    """The words for a kind; one of an app that is not installed shows as its id."""
    return labels().get(kind, kind)
