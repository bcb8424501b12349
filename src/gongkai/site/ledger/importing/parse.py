"""Bytes -> lines of the ledger, each with its number in the file, or why it is none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

import msgspec

from gongkai.errors import InputError, TooLargeError, UsageError
from gongkai.site.ledger import metrics, periods
from gongkai.site.ledger.amounts import PLACES, read_amount
from gongkai.site.ledger.book import Line
from gongkai.site.ledger.importing.columns import words
from gongkai.site.web.workbooks import Texts, read_sheets
from gongkai.text.normal import bare

MAX_BYTES: Final = 2 * 1024 * 1024
MAX_LINES: Final = 500
_HEADING_WITHIN: Final = 10
_NEEDED: Final = {"metric", "when", "value"}


class Read(msgspec.Struct, frozen=True):
    """A line of a file: its number, its texts by column, and what it says; or why it says nothing."""

    number: int
    cells: dict[str, str]
    line: Line | None = None
    problem: str = ""


class File(msgspec.Struct, frozen=True):
    """The lines of a file, and what of it was not read."""

    lines: list[Read]
    notes: list[str]


def read(data: bytes, today: dt.date) -> File:
    """The lines of a file. Raises InputError for one that cannot be used, saying why and what to do."""
    if len(data) > MAX_BYTES:
        raise TooLargeError(f"文件超过 {MAX_BYTES // 1024 // 1024} MB，请分成几个文件导入。")
    if not data.strip():
        raise InputError("文件是空的。")
    notes: list[str] = []
    others = {words().sheets["metrics"], words().sheets["guide"]}
    sheets = [rows for name, rows in read_sheets(data, notes) if name not in others and rows]
    found = [one for rows in sheets for one in _lines(rows, today, notes)]
    if not found:
        raise InputError("文件中没有可以导入的内容。应当有“指标”“日期”“数值”三列，可以下载模板填写。")
    if len(found) > MAX_LINES:
        raise TooLargeError(f"文件有 {len(found)} 行，一次最多 {MAX_LINES} 行，请分成几个文件导入。")
    return File(found, notes)


def _lines(rows: list[tuple[int, Texts]], today: dt.date, notes: list[str]) -> Iterator[Read]:
    for index in range(min(_HEADING_WITHIN, len(rows))):
        texts = rows[index][1]
        columns = {place: column for place, text in texts.items() if (column := words().column(text))}
        if set(columns.values()) >= _NEEDED:
            break
    else:
        notes.append("有一张工作表没有“指标”“日期”“数值”三列的标题，没有读取。")
        return
    if len(set(columns.values())) < len(columns):
        raise InputError("文件中有重复的列，请只保留一列。")
    unknown = [text for place, text in texts.items() if place not in columns]
    if unknown:
        notes.append(f"没有读取的列：{'、'.join(unknown)}。")
    for number, texts in rows[index + 1 :]:
        cells = {columns[place]: text.strip() for place, text in texts.items() if place in columns}
        if any(cells.values()):
            yield _read(number, cells, today)


def _read(number: int, cells: dict[str, str], today: dt.date) -> Read:
    try:
        return Read(number, cells, _line(cells, today))
    except UsageError as error:
        return Read(number, cells, problem=error.message)


def _line(cells: dict[str, str], today: dt.date) -> Line:
    name = _named(cells.get("metric", ""), {key: one.label for key, one in metrics.all_metrics(today).items()})
    if not name:
        raise UsageError(f"没有“{cells.get('metric', '')[:30]}”这一指标。")
    found = metrics.metric(name, today)
    text = cells.get("party", "")
    party = _named(text, {key: one.label for key, one in metrics.parties(found, today).items()})
    if text and not party:
        raise UsageError(f"“{found.label}”没有“{text[:30]}”这一分项。")
    value = cells.get("value", "")
    if not value:
        raise UsageError("数值是空的。没有发生的，请写“无”。")
    return Line(
        metric=name,
        span=periods.read_span(cells.get("when", "")),
        # How many places the metric has is asked when the line is checked.
        value=None if bare(value) in map(bare, words().nothing) else read_amount(value, PLACES),
        party=party,
        note=cells.get("note", ""),
        source=cells.get("source", ""),
    )


def _named(text: str, labels: dict[str, str]) -> str:
    """The id that is written, or whose label is; nothing where there is none."""
    clean = bare(text)
    return next((key for key, label in labels.items() if clean and clean in (key, bare(label))), "")
