"""Shapes of what comes after a reply: reconsideration, suits, complaints; and of how long files are kept."""

from __future__ import annotations

from typing import Literal

import msgspec

from gongkai.law.entry import Basis, Entry

StageEffect = Literal["open", "none", "decide", "serve", "appeal", "decide_appeal"]
SecondEffect = Literal["keeps", "reopens", "replaces"]


class Route(Entry, frozen=True):
    """A way into a proceeding; ``row`` is the row of the report's table of remedies that counts it ("": none does)."""

    id: str
    label: str
    row: str = ""


class CaseState(Entry, frozen=True):
    """Where a case can stand."""

    id: str
    label: str


class StageText(Entry, frozen=True, kw_only=True):
    """Something that happens in a case: from which states (none: it opens the case), to which, with what effect.

    ``deadline`` is the term that begins with it, ``simplified`` the one in a simplified procedure; ``duty`` the stage
    by which the body must meet it, where it is the body that must act.
    """

    id: str
    label: str
    sources: tuple[str, ...] = msgspec.field(name="from")
    to: str
    effect: StageEffect = "none"
    deadline: str | None = None
    simplified: str | None = None
    duty: str | None = None
    basis: Basis = ()
    reading: str = ""
    because: str = ""


class ResultText(Entry, frozen=True, kw_only=True):
    """How a case can be decided.

    ``column`` is the column of the report's table; ``renews``: the body must reply anew; ``appeal``: the term for an
    appeal once it has been served.
    """

    id: str
    label: str
    column: str = ""
    renews: bool = False
    appeal: str | None = None
    basis: Basis = ()
    reading: str = ""
    because: str = ""


class SecondResult(Entry, frozen=True, kw_only=True):
    """How an appeal can end, and what it does to the first decision."""

    id: str
    label: str
    effect: SecondEffect
    basis: Basis = ()
    reading: str = ""
    because: str = ""


class CountingRule(Entry, frozen=True):
    """How cases are counted in the report, where no text says so."""

    id: str
    reading: str
    because: str


class Proceeding(Entry, frozen=True, kw_only=True):
    """A kind of proceeding as one table. ``role`` is who decides, as a role of the lifecycle."""

    id: str
    label: str
    forum: str
    basis: Basis
    role: str = ""
    routes: tuple[Route, ...]
    states: tuple[CaseState, ...]
    stages: tuple[StageText, ...]
    results: tuple[ResultText, ...]
    second: tuple[SecondResult, ...] = ()
    counting: tuple[CountingRule, ...] = ()


class Retention(Entry, frozen=True, kw_only=True):
    """How long a file is kept: ``years`` after the year in which it was closed; None is for ever."""

    id: str
    label: str
    basis: Basis
    years: int | None = None
    reading: str = ""
    because: str = ""
