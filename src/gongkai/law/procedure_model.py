"""The shapes of what the law says about a request: terms, fees, receipt, documents, remedies, the lifecycle.

Whatever may change carries ``since``, the day from which it holds, and where it has stopped, ``ends``, the
first day on which it no longer does.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Literal

import msgspec

from gongkai.law.entry import Basis, Entry

Unit = Literal["working_days", "calendar_days", "months"]
Receipt = Literal["arrival", "signature", "confirmation"]
Clock = Literal["none", "running", "stopped", "excluded", "ended"]


class Dated(Entry, frozen=True, kw_only=True):
    """Something that holds from ``since`` until the day before ``ends``."""

    since: dt.date
    ends: dt.date | None = None

    def holds(self, day: dt.date) -> bool:
        """Whether it holds on ``day``."""
        return self.since <= day and (self.ends is None or day < self.ends)


class Length(Dated, frozen=True, kw_only=True):
    """``length`` in ``unit``. ``rolls``: a last day that is a day of rest moves to the next working day."""

    length: int
    unit: Unit
    basis: Basis
    rolls: bool = False
    reading: str = ""
    because: str = ""


class Deadline(Entry, frozen=True):
    """A duty with a term: counting starts after the day ``runs_from``; the duty ``falls_to`` someone."""

    id: str
    label: str
    subject: Literal["request", "remedy", "publication"]
    runs_from: str
    falls_to: str
    values: tuple[Length, ...]


class Band(Entry, frozen=True):
    """Units ``first`` to ``last`` cost ``price`` yuan each.

    With ``step``, every further ``step`` units cost ``rise`` more each than those before.
    """

    first: int
    price: Decimal
    last: int | None = None
    step: int | None = None
    rise: Decimal | None = None


class FeeScale(Dated, frozen=True, kw_only=True):
    """A progressive scale of the processing fee.

    ``counting`` says what is counted, of whom, and when; ``accumulates``: units of earlier requests count along.
    """

    id: str
    label: str
    unit: str
    counting: str
    bands: tuple[Band, ...]
    accumulates: bool = False
    basis: Basis
    reading: str = ""
    because: str = ""


class ReceiptRule(Dated, frozen=True, kw_only=True):
    """What makes the day of receipt. ``or_else``: what a body may set instead, the text being in doubt."""

    receipt: Receipt
    basis: Basis
    or_else: tuple[Receipt, ...] = ()
    reading: str = ""
    because: str = ""


class Channel(Entry, frozen=True):
    """A way in which requests come in."""

    id: str
    label: str
    rules: tuple[ReceiptRule, ...]


class Element(Entry, frozen=True):
    """Something that a document must contain."""

    id: str
    label: str
    basis: Basis = ()


class Document(Entry, frozen=True):
    """A document of the procedure with what it must contain. ``remedies``: it must name the remedies."""

    id: str
    label: str
    kind: Literal["reply", "notice", "consultation", "receipt", "internal"]
    addressee: Literal["applicant", "third_party", "organ", "inside"]
    elements: tuple[Element, ...]
    basis: Basis
    remedies: bool = False
    reading: str = ""
    because: str = ""


class Remedy(Dated, frozen=True, kw_only=True):
    """What one can do against a decision or against silence.

    ``deadline`` is the term against a decision, ``deadline_silence`` the one against no reply at all;
    ``comes_first``: where the outcome says so, a suit must wait for it (复议前置).
    """

    id: str
    label: str
    addressed_to: str
    basis: Basis
    deadline: str | None = None
    deadline_silence: str | None = None
    comes_first: bool = False
    reading: str = ""
    because: str = ""


class StateText(Entry, frozen=True):
    """Where a request can stand; ``clock`` is the reply term meanwhile, ``waits_for`` who must act."""

    id: str
    label: str
    clock: Clock
    waits_for: str
    note: str = ""


class ServiceText(Entry, frozen=True):
    """A way of serving a decision, and the day that counts against the reply term."""

    id: str
    label: str
    counts: str
    basis: Basis
    reading: str = ""
    because: str = ""


class RoleText(Entry, frozen=True):
    """Someone who makes things happen to a request."""

    id: str
    label: str


class GuardText(Entry, frozen=True):
    """A condition on an event; ``message`` is what the user reads when it does not hold."""

    id: str
    label: str
    message: str


class EventText(Dated, frozen=True, kw_only=True):
    """Something that happens to a request: from which states, who may, on which conditions, with what effect.

    ``from`` is empty for what opens a request. ``effect`` names what it does to the clock; ``document`` what
    is to be sent; ``outcome`` the outcome that it settles by itself; ``deadline`` the term that it starts or
    must keep. ``dated_by``: the law of the day on which the request came in applies, or that of the event.
    """

    id: str
    label: str
    sources: tuple[str, ...] = msgspec.field(name="from")
    to: str
    who: tuple[str, ...]
    effect: str
    basis: Basis
    dated_by: Literal["request", "event"] = "request"
    guards: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    document: str | None = None
    outcome: str | None = None
    deadline: str | None = None
    reading: str = ""
    because: str = ""


class Lifecycle(Entry, frozen=True):
    """The life of a request as one table."""

    id: str
    title: str
    basis: Basis
    states: tuple[StateText, ...]
    roles: tuple[RoleText, ...]
    services: tuple[ServiceText, ...]
    guards: tuple[GuardText, ...]
    events: tuple[EventText, ...]
