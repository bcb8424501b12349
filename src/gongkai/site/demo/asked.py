"""Requests of the county as data: who asked for what, what happened to it, how far along it is."""

from __future__ import annotations

from typing import Literal

import msgspec

from gongkai.site.accessrequests.values import Person


class Applicant(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody who asks; ``kind`` is a column of the report's table."""

    kind: str
    id_kind: str
    id_number: str
    phone: str
    address: str = ""
    email: str = ""
    representative: str = ""

    def named(self, name: str) -> Person:
        """As a request has it."""
        given = {field: getattr(self, field) for field in Person.__struct_fields__ if hasattr(self, field)}
        return Person(name=name, **given)


class Happening(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An event so many days after receipt; ``until``: the last day that it sets, in days after receipt, too."""

    kind: str
    after: int
    until: int | None = None
    length: int | None = None
    name: str = ""
    party: str = ""
    opinion: str = ""
    said: str = ""
    scale: str = ""
    count: int = 0
    amount: str = ""
    reason: str = ""


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is withheld of an item."""

    part: str
    outcome: str
    grounds: tuple[str, ...]
    stated: dict[str, str]


class Answer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The reply; ``end``: passed, or still under review."""

    after: int
    outcome: str
    provision: str = ""
    grounds: tuple[str, ...] = ()
    stated: dict[str, str] = {}
    way: str = ""
    other_organ: str = ""
    withheld: tuple[Part, ...] = ()
    end: Literal["passed", "review"] = "passed"


class Served(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How the reply was served."""

    after: int
    method: str


class Request(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A request that was received ``days`` ago by ``who``."""

    body: str
    days: int
    channel: str
    who: str
    content: str
    steps: tuple[Happening, ...] = ()
    reply: Answer | None = None
    served: Served | None = None
