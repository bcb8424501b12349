"""A panel in words and as a table: what those get who do not see it, and those who want the numbers."""

from __future__ import annotations

from typing import Final

import msgspec

from gongkai.text.normal import split_numbering
from gongkai.writing.chart.model import Balance, Bars, Datum, Grid, Panel, Years

_SHARE: Final = "占比"
_AMOUNT: Final = "数量"


class DataTable(msgspec.Struct, frozen=True):
    """Columns and rows of a panel; the first of each row is its label, ``inner`` tells which labels are parts.

    The unit is that of the panel.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    inner: tuple[bool, ...]


def short(label: str) -> str:
    """A label without its number, and without an explanation in brackets at its end."""
    bare = split_numbering(label)[1]
    cut = bare.partition("（")[0] if bare.endswith("）") else bare
    return cut or bare


def described(panel: Panel) -> str:
    """All numbers of a panel in one sentence."""
    match panel:
        case Balance(left=left, right=right):
            return _sentence((*left, *right), panel.unit)
        case Bars(data=data) | Years(data=data):
            return _sentence(data, panel.unit)
        case Grid(rows=rows):
            return "".join(f"{short(label)}：{_sentence(data, panel.unit)}" for label, data in rows)


def _sentence(data: tuple[Datum, ...], unit: str) -> str:
    return "，".join(f"{short(one.label)}{one.shown}{unit if one.value is not None else ''}" for one in data) + "。"


def table_of(panel: Panel) -> DataTable:
    """The numbers of a panel as a table, with the labels as printed."""
    match panel:
        case Balance(left=left, right=right):
            return _plain("项目", (*left, *right))
        case Years(data=data):
            return _plain("年度", data)
        case Bars(data=data):
            shares = any(one.share for one in data)
            columns = (panel.head, _AMOUNT, *([_SHARE] if shares else []))
            rows = tuple((one.label, one.shown, *([one.share] if shares else [])) for one in data)
            return DataTable(columns, rows, tuple(one.inner for one in data))
        case Grid(rows=rows):
            lines = tuple((label, *(one.shown for one in data)) for label, data in rows)
            return DataTable((panel.head, *panel.columns), lines, (False,) * len(lines))


def _plain(head: str, data: tuple[Datum, ...]) -> DataTable:
    return DataTable((head, _AMOUNT), tuple((one.label, one.shown) for one in data), (False,) * len(data))
