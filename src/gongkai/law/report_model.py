"""The shape of ``reporting.yaml``: by when annual reports are handed in and published."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from gongkai.law.entry import Basis, Entry

BodyKind = Literal["government", "department", "dispatched", "authorised"]
BodyLevel = Literal["township", "county", "prefecture", "province"]


class ReportDate(Entry, frozen=True, kw_only=True):
    """The last day (``MM-DD`` of the year after) for bodies of these kinds and levels.

    Where the text of the law does not settle it, ``reading`` says how it is read here and ``because`` why.
    """

    kinds: tuple[BodyKind, ...]
    levels: tuple[BodyLevel, ...]
    day: Annotated[str, Meta(pattern=r"^[0-9]{2}-[0-9]{2}$")]
    basis: Basis
    reading: str = ""
    because: str = ""
