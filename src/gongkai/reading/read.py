"""One document -> one report."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Sequence

from gongkai.errors import NotAReportError
from gongkai.law import LawView
from gongkai.reading.document import Document, Grid, GridRow
from gongkai.reading.formats.sniff import read_document
from gongkai.reading.match import facts
from gongkai.reading.match.chapters import (
    Chapters,
    HeadingIndex,
    find_chapters,
    second_report,
    without_contents,
)
from gongkai.reading.match.items import Classifier
from gongkai.reading.match.labels import SHORTEST_WORD, LabelIndex, distinguishing_words
from gongkai.reading.match.plan import plan_of
from gongkai.reading.match.prose import Prose
from gongkai.reading.match.rows import RowClassifier
from gongkai.reading.match.tables import TablesRead, ZoneRow, read_tables
from gongkai.reading.match.undivided import Divider
from gongkai.report.figures import extract_figures
from gongkai.report.form import Form, form_of
from gongkai.report.notice import Notice
from gongkai.report.prose import prose_of
from gongkai.report.report import Evidence, Report, Source
from gongkai.report.values import Place
from gongkai.text.normal import squeeze

Row = tuple[GridRow, Grid | None]

_FEWEST_ROWS = 3
_LONGEST_LABEL = 60
_ENOUGH_WORDS = 3


class _FormReader:
    """What is needed to read one form; built once."""

    def __init__(self, form: Form) -> None:
        self.form = form
        index = LabelIndex(form)
        self.plan = plan_of(form)
        self.index = index
        self.classify = Classifier(index)
        self.rows = RowClassifier(self.classify)
        self.headings = HeadingIndex(form, index)
        self.divider = Divider(index, self.headings)


class _Reader:
    """Readers for all forms of one law."""

    def __init__(self, law: LawView) -> None:
        forms = {form_id: form_of(law, form_id) for form_id in law.forms}
        self.forms = {form_id: _FormReader(form) for form_id, form in forms.items()}
        # The newest form first: one whose words are all there needs no comparison with older ones.
        self.words = dict(sorted(distinguishing_words(forms).items(), reverse=True))
        self.most_words = max(map(len, self.words.values()))


_readers: dict[str, _Reader] = {}


def _reader(law: LawView) -> _Reader:
    reader = _readers.get(law.digest)
    if reader is None:
        reader = _readers[law.digest] = _Reader(law)
    return reader


def read_report(data: bytes, name: str, law: LawView, media_type: str | None = None) -> Report:
    """Read the annual report in ``data``; ``name`` is the file's name.

    Raises UnsupportedFormatError, UndecodableError, TooLargeError, or NotAReportError with the nearest match and why.
    """
    document = read_document(data, name, media_type)
    source = Source(name, hashlib.sha256(data).hexdigest(), document.media_type)
    return read_parsed(document, source, law)


def read_parsed(document: Document, source: Source, law: LawView) -> Report:
    """Read the annual report in a neutral document; raises NotAReportError."""
    reader = _reader(law)
    notices = [Notice(code, {"found": found}) for code, found in document.repairs]
    rows: list[Row] = list(document.rows())
    form_reader, certain = _choose_form(rows, reader)
    rows = form_reader.divider.divided(rows)
    chapters = without_contents(find_chapters(rows, form_reader.headings))
    end = second_report(chapters)
    if end is not None:
        notices.append(Notice("MORE-REPORTS", {"printed": rows[end][0].text[:40]}, at=rows[end][0].at))
        rows = rows[:end]
        chapters = find_chapters(rows, form_reader.headings)
    first = min(chapters.starts.values(), default=len(rows))
    title = facts.find_title(rows, first)
    body, year = (title[1], title[2]) if title else (None, None)
    prose = Prose(rows[: _zone(rows, chapters, form_reader)[0]])
    period = facts.find_period(prose)
    if year is None:
        year = _year_from_text(prose, period.first.year if period else None, notices)
    if not certain:
        form_reader = _form_for_year(reader, law, year, form_reader, notices)
    start, stop = _zone(rows, chapters, form_reader)
    zone = _zone_rows(rows, chapters, start, stop, form_reader)
    tables = read_tables(zone, form_reader.plan, form_reader.rows, form_reader.index)
    _refuse_other_documents(tables, chapters, title is not None, form_reader.form, source.name)
    if body is None:
        notices.append(Notice("BODY-UNKNOWN"))
    scope, scope_text = facts.find_scope(prose, body)
    sections, lines = _sections(rows, chapters, start, stop, form_reader.form)
    return Report(
        source=source,
        body=body,
        year=year,
        form=form_reader.form.id,
        scope=scope,
        law=law.digest,
        cells=tables.cells,
        sections=sections,
        figures=extract_figures(prose_of(sections, lines), law, year),
        notices=(*notices, *tables.notices),
        evidence=Evidence(
            title=title[0] if title else None,
            headings=chapters.headings,
            period=period,
            contact=facts.find_contact(prose) or facts.find_contact(Prose(rows[stop:])),
            scope=scope_text,
            labels=tables.labels,
            odd_rows=tables.odd_rows,
            lines=lines,
        ),
    )


def _choose_form(rows: Sequence[Row], reader: _Reader) -> tuple[_FormReader, bool]:
    """The form whose own words occur most; whether any occurred. Running text counts only where cells do not tell."""
    counts: dict[str, int] = {}
    shortest = SHORTEST_WORD
    for longest in (_LONGEST_LABEL, sys.maxsize):
        text = "|".join([cell for row, _ in rows for cell in row.cells if cell and shortest < len(cell) < longest])
        newest, words = next(iter(reader.words.items()))
        if len(words) == reader.most_words and all(word in text for word in words):
            # Mostly all words of the newest form are there as they stand, and no other form can have more.
            return reader.forms[newest], True
        text = squeeze(text)
        counts = {form_id: sum([word in text for word in words]) for form_id, words in reader.words.items()}
        if max(counts.values()) >= _ENOUGH_WORDS:
            break
    best = max(counts, key=lambda form_id: (counts[form_id], form_id))
    return reader.forms[best], counts[best] > 0


def _form_for_year(
    reader: _Reader, law: LawView, year: int | None, fallback: _FormReader, notices: list[Notice]
) -> _FormReader:
    text = law.form_for_year(year) if year is not None else None
    chosen = reader.forms[text.id] if text is not None else fallback
    notices.append(Notice("FORM-GUESSED", {"form": chosen.form.id}))
    return chosen


def _year_from_text(prose: Prose, period_year: int | None, notices: list[Notice]) -> int | None:
    if period_year is not None:
        notices.append(Notice("YEAR-GUESSED", {"found": "统计期限", "year": period_year}))
        return period_year
    text = facts.first_year(prose)
    if text is None:
        notices.append(Notice("YEAR-UNKNOWN"))
        return None
    notices.append(Notice("YEAR-GUESSED", {"found": "正文首次出现的年度", "year": text.text}, at=text.at))
    return int(text.text)


def _zone(rows: Sequence[Row], chapters: Chapters, reader: _FormReader) -> tuple[int, int]:
    """The rows in which the tables stand: from the first table chapter to the first text chapter behind."""
    form = reader.form.text
    starts = chapters.starts
    tables = [starts[chapter.id] for chapter in form.chapters if chapter.kind == "table" and chapter.id in starts]
    first_table = next(chapter.id for chapter in form.chapters if chapter.kind == "table")
    start = min(tables, default=len(rows))
    if first_table not in starts:
        start = min(start, _first_grid(rows, reader))
    stops = [starts[c.id] for c in form.chapters if c.kind == "text" and starts.get(c.id, -1) > start]
    return start, min(stops, default=len(rows))


def _first_grid(rows: Sequence[Row], reader: _FormReader) -> int:
    """The first row of the first grid that holds a row of the form, whatever heading it stands under."""
    begins, last = 0, None
    for i, (row, grid) in enumerate(rows):
        if grid is not last:
            begins, last = i, grid
        if grid is not None and any(cell and reader.classify(cell).row is not None for cell in row.cells):
            return begins
    return len(rows)


def _zone_rows(rows: Sequence[Row], chapters: Chapters, start: int, stop: int, reader: _FormReader) -> list[ZoneRow]:
    headings = dict(zip(chapters.positions, chapters.headings, strict=True))
    tables = reader.headings.tables
    zone: list[ZoneRow] = []
    for i in range(start, stop):
        row, grid = rows[i]
        heading = headings.get(i)
        table = tables.get(heading.chapter) if heading is not None and heading.chapter is not None else None
        zone.append((row, grid, table))
    return zone


def _sections(
    rows: Sequence[Row], chapters: Chapters, start: int, stop: int, form: Form
) -> tuple[dict[str, str], dict[str, tuple[Place | None, ...]]]:
    """The text of the preface and of every text chapter, and where each of its lines stands."""
    bounds = sorted({*chapters.starts.values(), start, stop, len(rows)})
    spans: dict[str, tuple[int, int]] = {"preface": (0, min(bounds))}
    for chapter in form.text.chapters:
        if chapter.section is None:
            continue
        begin = chapters.starts.get(chapter.id)
        end = next((bound for bound in bounds if begin is not None and bound > begin), len(rows))
        spans[chapter.section] = (begin + 1, end) if begin is not None else (0, 0)
    texts: dict[str, str] = {}
    lines: dict[str, tuple[Place | None, ...]] = {}
    for name, (begin, end) in spans.items():
        found = [(line, row.at) for row, _ in rows[begin:end] for line in row.text.strip().split("\n")]
        while found and not found[0][0].strip():
            found.pop(0)
        while found and not found[-1][0].strip():
            found.pop()
        texts[name] = "\n".join(line for line, _ in found).strip()
        lines[name] = tuple(at for _, at in found)
    return texts, lines


def _refuse_other_documents(tables: TablesRead, chapters: Chapters, titled: bool, form: Form, name: str) -> None:
    """Raise NotAReportError for a document that is something else."""
    if tables.rows_found >= _FEWEST_ROWS or (titled and (tables.rows_found or len(chapters.starts) >= 2)):
        return
    title = "有年度报告的标题" if titled else "没有年度报告的标题"
    raise NotAReportError(
        f"{name} 不是政府信息公开工作年度报告：最接近{form.id}年格式，{title}，"
        f"六个部分中认出{len(chapters.starts)}个，三张表的{len(form.rows)}行中认出{tables.rows_found}行"
    )
