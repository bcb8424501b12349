"""What a check looks at, and what it may answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cached_property

import msgspec

from gongkai.law import LawView
from gongkai.law.model import Check, Table
from gongkai.report.checks.ground import ground_of
from gongkai.report.checks.part import Part, Slots, parts_of
from gongkai.report.checks.survey import Survey
from gongkai.report.finding import Finding
from gongkai.report.form import CellSpec, form_of
from gongkai.report.prose import AllProse, Prose, prose_of
from gongkai.report.report import Heading, Report
from gongkai.report.rollup.model import Rollup
from gongkai.report.statements import Statement, statements_of
from gongkai.report.values import MISSING, Cell, CellKind, Place

Total = int | Decimal | None


class Verdict(msgspec.Struct, frozen=True, gc=False):
    """The answer of a check: ``finding`` is None where it passed; ``count`` single checks got this answer."""

    finding: Finding | None = None
    count: int = 1


PASSED = Verdict()


class Limits(msgspec.Struct, frozen=True):
    """How many characters the text may have: all of it (``whole``), each chapter (``section``); ``source`` says so."""

    whole: int | None
    section: int | None
    source: str


class Subject:
    """A report with its form and law; where they were given, last year's report, the sum of those below, its limits."""

    def __init__(
        self,
        report: Report,
        law: LawView,
        previous: Report | None = None,
        rollup: Rollup | None = None,
        limits: Limits | None = None,
    ) -> None:
        self.report = report
        self.law = law
        self.previous = previous
        self.rollup = rollup
        self.limits = limits
        self.form = form_of(law, report.form)
        self.cells: Mapping[str, Cell] = report.cells
        self.parts = parts_of(self.form)
        self.ground = ground_of(law, report.form)
        self.survey = Survey(self.form, report.cells)
        self._totals: dict[str, tuple[Total, ...]] = {}

    def cell(self, key: str) -> Cell:
        """The cell ``table.row.column``; missing where the report does not have it."""
        return self.cells.get(key, MISSING)

    def total(self, keys: tuple[str, ...]) -> Total:
        """The sum of the cells, those with a leading ``-`` subtracted; None where one of them has no number."""
        total: int | Decimal = 0
        for key in keys:
            minus = key[0] == "-"
            value = self.cell(key[1:] if minus else key).value
            if value is None:
                return None
            total = total - value if minus else total + value
        return total

    def totals(self, metric: str) -> tuple[Total, ...]:
        """The sums of cells that a metric may mean, in the order of ``ground.meant``."""
        found = self._totals.get(metric)
        if found is None:
            found = self._totals[metric] = tuple([self.total(keys) for keys in self.ground.meant[metric].sums])
        return found

    def check(self, code: str) -> Check:
        """The catalogue's entry of a check, with the words that it looks for."""
        return self.law.checks[code]

    @cached_property
    def prose(self) -> Mapping[str, Prose]:
        """The running text of the sections that have any, by name, in the order of the report."""
        return {prose.section: prose for prose in prose_of(self.report.sections, self.report.evidence.lines)}

    @cached_property
    def all_prose(self) -> AllProse:
        """All sections as one text."""
        return AllProse(tuple(self.prose.values()))

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """The sentences that state figures, with their figures, in order."""
        return statements_of(self.prose, self.report.figures)

    @cached_property
    def governed(self) -> bool:
        """Whether a stored form governs the report's year; an unknown year is taken for one of those."""
        year = self.report.year
        return year is None or self.law.form_for_year(year) is not None

    @cached_property
    def present(self) -> tuple[Part, ...]:
        """The blocks of which something is in the document; the others are told by TB-MISSING-BLOCK alone."""
        return tuple(part for part in self.parts if not self.absent(part))

    def absent(self, part: Part) -> bool:
        """Whether nothing of the block is in the document."""
        return len(self.of_kind("missing", part)) == len(part.cells)

    def of_kind(self, kind: CellKind, part: Part) -> list[CellSpec]:
        """The cells of one kind without a number in one block."""
        return self.survey.kinds.get(kind, {}).get(part.key, [])

    def naming(self, table: Table) -> Slots:
        """The slots that name a table: its chapter's numeral (``table``), number (``chapter``) and ``title``."""
        for i, chapter in enumerate(self.form.text.chapters, 1):
            if chapter.id == table.chapter:
                return {"table": chapter.no, "chapter": i, "title": chapter.title}
        raise KeyError(table.chapter)

    @cached_property
    def headings(self) -> Mapping[str | None, list[Heading]]:
        """The headings by the id of their chapter, in the order of the report."""
        found: dict[str | None, list[Heading]] = {}
        for heading in self.report.evidence.headings:
            found.setdefault(heading.chapter, []).append(heading)
        return found

    def heading(self, table: Table) -> Place | None:
        """Where the heading of a table's chapter stands."""
        headings = self.headings.get(table.chapter)
        return headings[0].at if headings else None

    def place(self, keys: Iterable[str]) -> Place | None:
        """Where the first of the cells with a known place stands."""
        return next((cell.at for key in keys if (cell := self.cell(key)).at is not None), None)


def failed(
    subject: Subject,
    code: str,
    part: Part,
    specs: Iterable[CellSpec],
    slots: Slots,
    case: str = "",
    *,
    expected: str | None = None,
    found: str | None = None,
) -> Verdict:
    """The verdict on some cells of one block, with the slots that name its table.

    Cells that are not in the document are told at the heading of their chapter, or where their block begins.
    """
    keys = tuple(spec.key for spec in specs)
    finding = Finding(
        code,
        "failed",
        cells=keys,
        at=subject.place(keys) or subject.heading(part.table) or subject.place(spec.key for spec in part.cells),
        expected=expected,
        found=found,
        slots={**subject.naming(part.table), "block": part.block.title, **slots},
        case=case,
    )
    return Verdict(finding)
