"""A report as it is put on paper: title, paragraphs, chapters, and the text of every cell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

import msgspec

from gongkai.law import LawView
from gongkai.report.form import CellSpec, Form, form_of
from gongkai.report.report import Report, Source
from gongkai.report.title import report_title
from gongkai.report.values import MISSING, Cell, CellKind
from gongkai.text.normal import squeeze, width
from gongkai.text.numbers import PLACEHOLDERS, parse_tokens
from gongkai.writing.layout import Table, tables_of

# What stands in the title for a name or a year that is not known; a reader takes the lines for neither.
_NO_BODY: Final = "_" * 16
_NO_YEAR: Final = "_" * 6
# How much of 22 pt the line of a page holds, in columns (a Chinese character has two).
_TITLE_LINE: Final = 40
_PLACEHOLDER: Final = "/"
# Not allowed in XML, and nothing that can be drawn.
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# A line that may have been broken for its length is as long as that, ends no sentence, and no beginning follows it.
_FULL_LINE: Final = 20
_ENDS: Final = "。！？；：…!?;:|"
_BEGINS: Final = re.compile(
    r"[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)、.．]|第?[一二三四五六七八九十]是|[-—|#*]"
)
_RUN_IN: Final = re.compile(r"（[一二三四五六七八九十]{1,3}）[^。；，]{1,30}(?:。|$)")


class Chapter(msgspec.Struct, frozen=True):
    """A chapter: its heading, and either paragraphs or a table of the form."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    table: Table | None = None


class Paper(msgspec.Struct, frozen=True):
    """What all writers draw. ``texts`` has every key of the form; ``undrawn`` counts the cells drawn blank, by kind."""

    body: str
    title: str
    preface: tuple[str, ...]
    chapters: tuple[Chapter, ...]
    texts: Mapping[str, str]
    form: Form
    report: Report
    undrawn: Mapping[CellKind, int]

    @property
    def title_lines(self) -> tuple[str, ...]:
        """The title in one line, or, where that is too long for a page, broken behind the body."""
        if width(self.title) <= _TITLE_LINE:
            return (self.title,)
        body = self.body or _NO_BODY
        return body, self.title.removeprefix(body).strip()

    @property
    def blank(self) -> bool:
        """Whether this is a form to be filled in: no cell has anything in it."""
        return not any(self.texts.values())


def paper_of(report: Report, law: LawView) -> Paper:
    """The paper of ``report``. Missing and unreadable cells are drawn blank and counted in ``undrawn``.

    Raises KeyError where the report's form is not one of ``law``.
    """
    form = form_of(law, report.form)
    tables = tables_of(form)
    cells = {key: report.cells.get(key, MISSING) for key in form.cells}
    kinds = Counter(cell.kind for cell in cells.values())
    undrawn: dict[CellKind, int] = {kind: kinds[kind] for kind in ("missing", "unreadable") if kinds[kind]}
    return Paper(
        body=clean(report.body or ""),
        title=title_of(report, law),
        preface=_preface(report, law),
        chapters=tuple(
            Chapter(
                heading=f"{chapter.no}、{chapter.title}",
                paragraphs=_paragraphs(_lines(report.sections.get(chapter.section or "", ""))),
                table=None if chapter.table is None else tables[chapter.table],
            )
            for chapter in form.text.chapters
        ),
        texts={key: cell_text(cell, form.cells[key]) for key, cell in cells.items()},
        form=form,
        report=report,
        undrawn=undrawn,
    )


def blank_report(form_id: str, law: LawView) -> Report:
    """A report of form ``form_id`` in which nothing is filled in. Raises KeyError for a form that ``law`` has not."""
    form = form_of(law, form_id)
    blank = Cell("blank")
    source = Source("", "", "application/json")
    return Report(source, None, None, form_id, None, law.digest, dict.fromkeys(form.cells, blank), {})


def title_of(report: Report, law: LawView) -> str:
    """The title in the official form, with lines to write on for what is not known."""
    year = f" {_NO_YEAR}" if report.year is None else str(report.year)
    return report_title(law, report.form, clean(report.body or "") or _NO_BODY, year)


def cell_text(cell: Cell, spec: CellSpec) -> str:
    """The text of a cell: the plain number, with its unit where that is not the form's, and a note as printed."""
    if cell.kind == "not_applicable":
        printed = cell.raw.strip()
        return printed if printed in PLACEHOLDERS else _PLACEHOLDER
    if cell.value is None:
        return ""
    number = format(cell.value, "f" if isinstance(cell.value, Decimal) else "d")
    unit = cell.unit if cell.unit is not None and cell.unit != spec.unit and cell.kind == "amount" else ""
    return f"{number}{unit}{note_of(cell)}"


def note_of(cell: Cell) -> str:
    """What is printed in brackets behind the number, with the brackets; empty where nothing is."""
    if "（" not in cell.raw and "(" not in cell.raw:
        return ""
    tokens = parse_tokens(cell.raw)
    if tokens is None or len(tokens) != 1 or tokens[0].value != cell.value or not tokens[0].note:
        return ""
    return f"（{clean(tokens[0].note)}）"


def run_in(paragraph: str) -> tuple[str, str]:
    """The heading of the second rank with which a paragraph begins (``（一）主动公开。``), and the rest."""
    match = _RUN_IN.match(paragraph)
    end = match.end() if match is not None else 0
    return paragraph[:end], paragraph[end:]


def _preface(report: Report, law: LawView) -> tuple[str, ...]:
    """The text before the first chapter without the title, which is drawn apart."""
    lines = _lines(report.sections.get("preface", ""))
    titles = {squeeze(title_of(report, law))}
    if report.evidence.title is not None:
        titles.add(squeeze(report.evidence.title.text))
    start, stop = _span(lines, titles)
    return (*_paragraphs(lines[:start]), *_paragraphs(lines[stop:]))


def _span(lines: Sequence[str], titles: set[str]) -> tuple[int, int]:
    """The lines that together make one of ``titles``; an empty span where none do."""
    for start in range(len(lines)):
        joined = ""
        for stop in range(start + 1, min(start + 4, len(lines) + 1)):
            joined += squeeze(lines[stop - 1])
            if joined in titles:
                return start, stop
    return 0, 0


def _lines(text: str) -> list[str]:
    lines = (clean(line).strip() for line in text.splitlines())
    return [line for line in lines if line]


def _paragraphs(lines: Sequence[str]) -> tuple[str, ...]:
    """Lines of text as paragraphs: where a document broke its lines by their length, they are put together again."""
    made: list[str] = []
    last = ""
    for line in lines:
        if len(last) >= _FULL_LINE and last[-1] not in _ENDS and _BEGINS.match(line) is None:
            made[-1] += f" {line}" if _is_latin(last[-1]) and _is_latin(line[0]) else line
        else:
            made.append(line)
        last = line
    return tuple(made)


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalpha()


def clean(text: str) -> str:
    """``text`` without what no document may hold."""
    return _CONTROL.sub("", text).replace("\t", " ")
