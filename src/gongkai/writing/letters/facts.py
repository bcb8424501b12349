"""The facts of a document: what only the office knows. Everything else comes from the law data.

All fields may be left empty here; ``compose`` names every one that a document lacks. Texts stand inside sentences and
need no full stop; a line break begins a new paragraph.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Literal

import msgspec

Addressed = Literal["person", "persons", "organisation"]


class Body(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The organ that signs, and where one can go against it.

    ``reconsideration`` and ``court`` are full names; ``supervisor`` is who takes complaints; ``contact`` is printed
    below the date.
    """

    name: str = ""
    reconsideration: str = ""
    court: str = ""
    supervisor: str = ""
    contact: str = ""


class Withheld(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A part that is not disclosed (article 37): which, by what outcome, on which grounds, and why.

    ``stated`` gives, under each label of the outcome's ``must_state``, what must be said.
    """

    part: str
    outcome: str
    grounds: tuple[str, ...] = ()
    stated: Mapping[str, str] = {}
    way: str = ""


class Item(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The answer to one item of a request, by outcome id; ``stated`` as in ``Withheld``.

    ``provision`` is how the information is got, ``way`` another way to go, ``other_organ`` the organ in charge with
    its contact, ``withheld`` the parts that are not disclosed of an item that is disclosed in part.
    """

    outcome: str
    content: str = ""
    grounds: tuple[str, ...] = ()
    stated: Mapping[str, str] = {}
    provision: str = ""
    way: str = ""
    other_organ: str = ""
    withheld: tuple[Withheld, ...] = ()


class Earlier(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The notice that was not followed: its name, number, day, and the last day that it set."""

    document: str
    day: dt.date
    until: dt.date
    number: str = ""


class Charge(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A processing fee: ``count`` units by ``scale`` (``items`` or ``pages``), after ``earlier`` ones of the month."""

    scale: str
    count: int
    earlier: int = 0


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Information to be published on one's own initiative; ``requests`` is how many asked for it."""

    name: str
    reason: str
    number: str = ""
    requests: int | None = None


class Facts(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What a document says. ``day`` is its date, whose law applies; ``served`` the day on which it is received.

    ``channel`` and ``method`` are ids of the law data. ``addressed`` tells how to address an applicant or third party.
    ``content`` may be left out of a reply, whose items say it.
    """

    body: Body = Body()
    day: dt.date | None = None
    number: str = ""
    addressee: str = ""
    addressed: Addressed = "person"
    received: dt.date | None = None
    submitted: dt.date | None = None
    due: dt.date | None = None
    until: dt.date | None = None
    served: dt.date | None = None
    channel: str = ""
    code: str = ""
    content: str = ""
    matters: str = ""
    guidance: str = ""
    excess: str = ""
    reason: str = ""
    payment: str = ""
    items: tuple[Item, ...] = ()
    earlier: Earlier | None = None
    charge: Charge | None = None
    entries: tuple[Entry, ...] = ()
    delivered: str = ""
    method: str = ""
    place: str = ""
    sender: str = ""
    proposal: str = ""
    secrecy: str = ""
    review: str = ""
    approval: str = ""
    accepted: str = ""
    note: str = ""
