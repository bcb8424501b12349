"""The tables of ``data/tables.yaml``, and the words that their cells may hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final, Literal

import msgspec
import yaml

from gongkai.errors import NotFoundError, UsageError
from gongkai.site.publishing import catalogue
from gongkai.site.publishing.models import Attribute
from gongkai.site.web.clock import day_of
from gongkai.site.web.sheets import Column, Columns, Line, Problem
from gongkai.text.normal import bare

Kind = Literal["items", "postings", "entries"]
KINDS: Final[tuple[Kind, ...]] = ("items", "postings", "entries")


class Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A table: what its sheet is called, and its columns."""

    name: str
    columns: tuple[Column, ...]


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    items: Table
    postings: Table
    entries: Table
    guide: str


@cache
def _file() -> _File:
    text = files("gongkai.site.publishing").joinpath("data/tables.yaml").read_text("utf-8")
    return msgspec.convert(yaml.safe_load(text), _File)


def table(kind: Kind) -> Table:
    """A table of this version."""
    found: Table = getattr(_file(), kind)
    return found


def columns(kind: Kind) -> Columns:
    """Its columns as files are read by them."""
    known = table(kind)
    return Columns(known.columns, known.columns[0].id, (_file().guide,))


def kind_of(name: str) -> Kind:
    """The table of that name. Raises NotFoundError."""
    found = next((kind for kind in KINDS if kind == name), None)
    if found is None:
        raise NotFoundError("没有这种表格。")
    return found


def guide() -> str:
    """The name of the sheet that says how to fill in; it is not read."""
    return _file().guide


class Taker:
    """Takes the values of a line, and keeps what is wrong with them."""

    def __init__(self, kind: Kind, line: Line, problems: list[Problem]) -> None:
        self._columns, self._line, self._problems = columns(kind), line, problems

    def __call__(self, column: str, clean: Callable[[str], Any]) -> Any:
        """The value of a column; None, and a problem, where its text is none."""
        try:
            return clean(self._line.cells.get(column, "").strip())
        except UsageError as error:
            self._problems.append(self._columns.problem(self._line, column, error.message))
            return None


def text(value: str) -> str:
    """As it stands."""
    return value


def needed(value: str) -> str:
    """As it stands. Raises UsageError where there is nothing."""
    if not value:
        raise UsageError("必须填写。")
    return value


def day(value: str) -> dt.date | None:
    """A day, also as 2026/11/2 and 2026年11月2日; None for nothing. Raises UsageError."""
    if not value:
        return None
    parts = value.partition(" ")[0].replace("年", "-").replace("月", "-").replace("日", "").replace("/", "-").split("-")
    try:
        return day_of("-".join(part.zfill(2) for part in parts))
    except ValueError as error:
        raise UsageError("应当是日期，例如 2026-11-02。") from error


def number(value: str) -> int | None:
    """A whole number; None for nothing. Raises UsageError."""
    if not value:
        return None
    if not (value.isascii() and value.isdigit() and 0 < int(value) <= 1_000_000):
        raise UsageError("应当是大于 0 的整数。")
    return int(value)


def word(known: Mapping[str, str]) -> Callable[[str], str]:
    """Takes the label of one of ``known`` and gives its id; nothing for nothing. Raises UsageError for another word."""

    def clean(value: str) -> str:
        found = next((name for name, label in known.items() if bare(label) == bare(value)), None)
        if value and found is None:
            listed = "、".join(known.values())
            raise UsageError(f"应当是以下之一：{listed}。")
        return found or ""

    return clean


def subjects(today: dt.date) -> dict[str, str]:
    """The labels of all subjects; whether a body has one is for the service to say."""
    return {name: found.label for name, found in catalogue.all_subjects(today).items()}


def attributes() -> dict[str, str]:
    """The labels of 公开属性."""
    return {value: str(label) for value, label in Attribute.choices}
