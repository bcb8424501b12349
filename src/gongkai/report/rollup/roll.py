"""Own-scope reports -> the aggregate of a year."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from gongkai.errors import UsageError
from gongkai.law import LawView
from gongkai.report.compare.cells import links
from gongkai.report.form import Form, form_of
from gongkai.report.notice import Notice
from gongkai.report.report import Evidence, Heading, Report, Source
from gongkai.report.rollup.add import add, addends
from gongkai.report.rollup.admit import admit
from gongkai.report.rollup.gaps import find_gaps
from gongkai.report.rollup.model import CellSum, Gaps, Part, Rollup, part_of
from gongkai.report.title import report_title
from gongkai.report.values import NUMERIC, Text

_SUITS = "remedies.suit_after_reconsideration."


def roll_up(
    reports: Iterable[Report],
    law: LawView,
    *,
    body: str,
    year: int,
    unread: Sequence[str] = (),
    bodies: Sequence[str] | None = None,
) -> Rollup:
    """The sum of ``reports`` as the report of ``body`` for ``year``, the same in whatever order they come.

    ``bodies`` are the names of those who must report, ``unread`` the files that could not be read. Raises UsageError
    for a year without a statutory form, and where no report can be added.
    """
    text = law.form_for_year(year)
    if text is None:
        raise UsageError(f"{year}年度没有统一的报告格式，不能汇总；可以汇总的年度自2019年起。")
    admitted, excluded, uncertain = admit(reports, year, law)
    if not admitted:
        why = excluded[0].notice.message(law) if excluded else "没有读取到任何报告。"
        raise UsageError(f"没有可以汇总的{year}年度报告。{why}")
    form = form_of(law, text.id)
    parts = tuple(part_of(report) for report in admitted)
    sums = _sums(form, admitted, law)
    notices = (
        *(item.notice for item in excluded),
        *uncertain,
        *_left_out(parts, sums, form, law),
        *_suits(parts, sums),
    )
    report = Report(
        source=_source(body, year, parts),
        body=body,
        year=year,
        form=form.id,
        scope="aggregate",
        law=law.digest,
        cells={key: one.cell for key, one in sums.items()},
        sections={"preface": "", **{c.section: "" for c in form.text.chapters if c.section is not None}},
        notices=notices,
        evidence=_evidence(form, body, year, law),
    )
    return Rollup(report, parts, sums, tuple(excluded), tuple(unread), _gaps(bodies, parts, law))


def _sums(form: Form, reports: Sequence[Report], law: LawView) -> dict[str, CellSum]:
    linked: dict[str, Mapping[str, str]] = {
        form_id: links(form, form_of(law, form_id)) for form_id in {report.form for report in reports}
    }
    of_report = [linked[report.form] for report in reports]
    return {key: add(spec, addends(reports, [keys.get(key) for keys in of_report])) for key, spec in form.cells.items()}


def _source(body: str, year: int, parts: Sequence[Part]) -> Source:
    """Of what the roll-up was made: its digest is that of the digests of its parts."""
    digest = hashlib.sha256("\n".join(sorted(part.sha256 for part in parts)).encode()).hexdigest()
    return Source(f"{body}{year}.json", digest, "application/json")


def _evidence(form: Form, body: str, year: int, law: LawView) -> Evidence:
    """The title and the chapters that a roll-up has: the tables. Its text is still to be written, and checks say so."""
    headings = tuple(
        Heading(chapter.id, chapter.no, f"{chapter.no}、{chapter.title}", True)
        for chapter in form.text.chapters
        if chapter.table is not None
    )
    return Evidence(title=Text(report_title(law, form.id, body, year)), headings=headings)


def _left_out(parts: Sequence[Part], sums: Mapping[str, CellSum], form: Form, law: LawView) -> Iterable[Notice]:
    """One notice for each report and reason, with all the cells."""
    cells: dict[int, dict[str, list[str]]] = {}
    for one in sums.values():
        for left in one.left_out:
            why: str = left.why if left.why in ("other_form", "no_unit") else "without_number"
            cells.setdefault(left.report, {}).setdefault(why, []).append(one.key)
    kinds = {(left.report, one.key): left.why for one in sums.values() for left in one.left_out}
    for number in sorted(cells):
        part = parts[number]
        for reason, keys in cells[number].items():
            slots: dict[str, str | int] = {"name": part.body or part.name, "count": len(keys)}
            if reason == "without_number":
                counted = Counter(kinds[number, key] for key in keys)
                slots["kinds"] = "，".join(f"{law.terms[kind].zh}{n}" for kind, n in sorted(counted.items()))
                yield Notice("ROLLUP-WITHOUT-NUMBER", slots, tuple(keys))
            elif reason == "other_form":
                yield Notice("ROLLUP-OTHER-FORM", {**slots, "found": part.form, "expected": form.id}, tuple(keys))
            else:
                yield Notice("ROLLUP-NO-UNIT", slots, tuple(keys))


def _suits(parts: Sequence[Part], sums: Mapping[str, CellSum]) -> Iterable[Notice]:
    """A suit after a decision that upheld the reply has two defendants, and may stand in the reports of both."""
    keys = tuple(key for key in sums if key.startswith(_SUITS) and sums[key].cell.kind in NUMERIC)
    having = [i for i in range(len(parts)) if any(sums[key].values[i] for key in keys)]
    if len(having) > 1:
        names = "、".join(parts[i].body or parts[i].name for i in having)
        yield Notice("ROLLUP-SUITS", {"count": len(having), "names": names}, keys)


def _gaps(bodies: Sequence[str] | None, parts: Sequence[Part], law: LawView) -> Gaps | None:
    return None if bodies is None else find_gaps(bodies, [part.body for part in parts if part.body], law)
