"""Shapes of the catalogue: what must be published on one's own initiative, in which column, within which term."""

from __future__ import annotations

from typing import Literal

from gongkai.law.entry import Basis, Entry

Section = Literal["guide", "rules", "proactive", "annual"]
Need = Literal[
    "document_number", "legality_review", "filing", "validity", "interpretation", "consultation", "objection_period"
]
Role = Literal["", "document", "interpretation", "consultation", "feedback"]
Level = Literal["province", "prefecture", "county", "township"]


class Stated(Entry, frozen=True, kw_only=True):
    """Something that a text must state; any of the ``words`` shows that it does."""

    label: str
    words: tuple[str, ...]


class Subject(Entry, frozen=True, kw_only=True):
    """A kind of information that is published.

    ``section`` is the column of the platform; ``clock`` the deadline that runs from its formation; ``needs`` what an
    item of it must have; ``levels`` the levels of government that owe it (empty: all); ``counts`` the row of chapter
    two in which its items are counted, as ``proactive.ROW``; ``taken_down``: its items name persons and come down
    when the period for objections is over; ``role``: what its items are to others: a document that can be in force, the
    interpretation of one, the consultation before it, the feedback on a consultation; ``states``: what its
    text must say.
    """

    id: str
    label: str
    section: Section
    basis: Basis
    clock: str = "publication"
    needs: tuple[Need, ...] = ()
    levels: tuple[Level, ...] = ()
    counts: str = ""
    taken_down: bool = False
    role: Role = ""
    states: tuple[Stated, ...] = ()
    reading: str = ""
    because: str = ""


class PilotField(Entry, frozen=True, kw_only=True):
    """One of the fields for which the standard catalogue of grass-roots disclosure is drawn up."""

    id: str
    label: str
    basis: Basis
    reading: str = ""
    because: str = ""


class Outlet(Entry, frozen=True, kw_only=True):
    """A way in which information reaches the public, as the standard catalogue names it."""

    id: str
    label: str
    basis: Basis
    reading: str = ""
    because: str = ""
