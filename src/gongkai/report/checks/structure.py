"""Judgements of structure: chapters, headings, labels, the form of the year."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.law.model import Chapter
from gongkai.report.checks.part import Slots, tables_of
from gongkai.report.checks.registry import judges
from gongkai.report.checks.subject import PASSED, Subject, Verdict
from gongkai.report.checks.wording import quoted
from gongkai.report.finding import Finding
from gongkai.report.report import Heading, PrintedLabel
from gongkai.text.normal import squeeze
from gongkai.text.patterns import holds_any


@judges("ST-CHAPTER", governed=True)
def chapters(subject: Subject) -> Iterator[Verdict]:
    """Every chapter has its heading, once and under its number; one with a table weighs more."""
    missing: dict[str, list[Chapter]] = {}
    for number, chapter in enumerate(subject.form.text.chapters, 1):
        headings = subject.headings.get(chapter.id)
        if headings:
            yield _placed(chapter, number, _of_the_chapter(headings))
        else:
            missing.setdefault("missing_table" if chapter.kind == "table" else "missing", []).append(chapter)
    for case, gone in missing.items():
        slots: Slots = {"chapters": quoted(map(_printed, gone), len(gone))}
        yield Verdict(Finding("ST-CHAPTER", "failed", slots=slots, case=case), len(gone))


def _of_the_chapter(headings: list[Heading]) -> list[Heading]:
    """The headings that mean the chapter: a subsection (1.) or a table (no number) may bear its title too."""
    chinese = [h for h in headings if h.no and not h.no.isdecimal()]
    return chinese or [h for h in headings if h.no][:1] or headings[:1]


def _placed(chapter: Chapter, number: int, headings: list[Heading]) -> Verdict:
    first = headings[0]
    if len(headings) > 1:
        return _misplaced("duplicated", headings[1], "1", str(len(headings)), {"chapter": _printed(chapter)})
    if first.no and first.no not in (chapter.no, str(number)):
        return _misplaced("misnumbered", first, chapter.no, first.no, {"heading": first.text})
    return PASSED


def _misplaced(case: str, heading: Heading, expected: str, found: str, slots: Slots) -> Verdict:
    finding = Finding("ST-CHAPTER", "failed", (), heading.at, expected, found, slots, case=case)
    return Verdict(finding)


@judges("ST-OLD-STRUCTURE", governed=True)
def old_structure(subject: Subject) -> Iterator[Verdict]:
    """No heading is one that only reports before 2019 had."""
    words = subject.check("ST-OLD-STRUCTURE").words["headings"]
    old = [heading for heading in subject.headings.get(None, ()) if holds_any(squeeze(heading.text), words)]
    if not old:
        yield PASSED
        return
    slots: Slots = {"headings": quoted((heading.text for heading in old), len(old))}
    yield Verdict(Finding("ST-OLD-STRUCTURE", "failed", at=old[0].at, slots=slots))


@judges("ST-OLD-FORM", governed=True)
def form_of_the_year(subject: Subject) -> Iterator[Verdict]:
    """The tables are those of the form that governs the year."""
    year = subject.report.year
    if year is None:
        yield Verdict(Finding("ST-OLD-FORM", "not_assessable", reason="year_unknown"))
        return
    required = subject.law.form_for_year(year)
    if required is None or required.id == subject.form.id:
        yield PASSED
        return
    slots: Slots = {
        "year": year,
        "expected_title": required.title,
        "found_title": subject.form.text.title,
    }
    finding = Finding("ST-OLD-FORM", "failed", expected=required.id, found=subject.form.id, slots=slots)
    yield Verdict(finding)


@judges("ST-LABEL", governed=True)
def labels(subject: Subject) -> Iterator[Verdict]:
    """Row labels and chapter headings are printed as the form has them."""
    evidence, rows = subject.report.evidence, subject.form.rows
    for table, parts in tables_of(subject.form):
        odd = [label for label in evidence.labels if label.row in rows and label.row.startswith(f"{table.id}.")]
        if odd:
            yield _odd_labels(subject, odd, subject.naming(table))
        elif not all(map(subject.absent, parts)):
            yield PASSED
    chapters = {chapter.id: chapter for chapter in subject.form.text.chapters}
    known = [(h, chapters[h.chapter]) for h in evidence.headings if h.chapter is not None]
    deviating = [(h, chapter) for h, chapter in known if not h.exact]
    if deviating:
        pairs = [f"{h.text}” → “{_printed(chapter)}" for h, chapter in deviating]
        slots: Slots = {"count": len(deviating), "labels": quoted(pairs)}
        yield Verdict(Finding("ST-LABEL", "failed", at=deviating[0][0].at, slots=slots, case="headings"))
    elif known:
        yield PASSED


def _odd_labels(subject: Subject, odd: list[PrintedLabel], naming: Slots) -> Verdict:
    pairs = [f"{label.text}” → “{subject.form.row_label(label.row)}" for label in odd]
    cells = tuple(key for label in odd for key in subject.form.cells_by_row[label.row])
    slots: Slots = {**naming, "count": len(odd), "labels": quoted(pairs)}
    return Verdict(Finding("ST-LABEL", "failed", cells, odd[0].at, slots=slots, case="rows"))


def _printed(chapter: Chapter) -> str:
    return f"{chapter.no}、{chapter.title}"
