"""What a page is made of; how it looks is decided by the format."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal

import msgspec

from gongkai.report.compare.prose import Change
from gongkai.report.report import Report

Value = str | int | Decimal | None
Tone = Literal["plain", "error", "warning", "info", "open"]


class Heading(msgspec.Struct, frozen=True):
    """A heading below the title of the page."""

    text: str


class Paragraph(msgspec.Struct, frozen=True):
    """Running text."""

    text: str
    tone: Tone = "plain"


class Item(msgspec.Struct, frozen=True):
    """An entry of a list: what is said, how heavy it is, and lines of detail (name, text)."""

    text: str
    tone: Tone = "plain"
    details: tuple[tuple[str, str], ...] = ()


class Items(msgspec.Struct, frozen=True):
    """A list."""

    items: tuple[Item, ...]


class Table(msgspec.Struct, frozen=True):
    """A table: a label and values in each row. ``sheet`` names it in a workbook.

    ``where``: on every page, only where it is read (text, HTML), or only in a workbook, because it is long.
    """

    sheet: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    title: str = ""
    where: Literal["all", "page", "workbook"] = "all"


class Prose(msgspec.Struct, frozen=True):
    """A chapter of two texts, aligned by sentence."""

    title: str
    changes: tuple[Change, ...]


class FormTables(msgspec.Struct, frozen=True):
    """The statutory tables of a report."""

    report: Report


Block = Heading | Paragraph | Items | Table | Prose | FormTables


class Page(msgspec.Struct, frozen=True):
    """A title, facts beside one another, and blocks below."""

    title: str
    facts: tuple[str, ...]
    blocks: tuple[Block, ...]


TONES: Mapping[Tone, str] = {"error": "错误", "warning": "警告", "info": "提示", "open": "无法判断", "plain": ""}


def shown(value: Value) -> str:
    """A value as text; a decimal never in scientific notation."""
    if value is None:
        return ""
    return format(value, "f") if isinstance(value, Decimal) else str(value)
