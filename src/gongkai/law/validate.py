"""What must hold between law data files: nothing dangling, nothing twice, no overlap in time."""

from __future__ import annotations

from itertools import pairwise
from string import Formatter

from gongkai.law import model
from gongkai.law.validate_calendar import CalendarValidation
from gongkai.law.validate_catalogue import CatalogueValidation
from gongkai.law.validate_ledger import LedgerValidation
from gongkai.law.validate_lifecycle import LifecycleValidation
from gongkai.law.validate_metrics import MetricValidation
from gongkai.law.validate_procedure import ProcedureValidation
from gongkai.law.validate_proceedings import ProceedingValidation
from gongkai.law.validation import Located, Validation

LEVELS: tuple[model.Level, ...] = ("error", "warning", "info")


def validate(law: model.Law, located: Located) -> None:
    """Raise LawDataError, naming file, line and key, for the first thing that does not hold."""
    check = _Validation(law, located)
    check.instruments()
    check.outcomes()
    check.catalogue()
    check.forms()
    CalendarValidation(law, located).calendar()
    ProcedureValidation(law, located).procedure()
    LifecycleValidation(law, located).lifecycle()
    MetricValidation(law, located).metrics()
    CatalogueValidation(law, located).subjects()
    LedgerValidation(law, located).ledger()
    ProceedingValidation(law, located).proceedings()


class _Validation(Validation):
    def instruments(self) -> None:
        self.unique(self.law.instruments, "id")
        by_id = {i.id: i for i in self.law.instruments}
        for instrument in self.law.instruments:
            self.names(instrument, ".articles", (a.no for a in instrument.articles))
            if instrument.ends is not None and instrument.ends <= instrument.in_force:
                self.fail(instrument, ".ends", "失效日期不晚于施行日期")
            if instrument.replaces is None:
                continue
            old = by_id.get(instrument.replaces)
            if old is None:
                self.fail(instrument, ".replaces", f"被替代的文件“{instrument.replaces}”不存在")
            if old.ends is None or old.ends > instrument.in_force:
                self.fail(instrument, ".replaces", f"与被替代的“{old.id}”在时间上重叠")

    def outcomes(self) -> None:
        self.unique(self.law.outcomes, "id")
        for outcome in self.law.outcomes:
            self.basis(outcome, outcome.basis)
            if not outcome.basis and not (outcome.reading and outcome.because):
                self.fail(outcome, "", "没有依据的条目须写明 reading 和 because")

    def catalogue(self) -> None:
        self.unique(self.law.checks, "code")
        self.unique(self.law.reasons, "id")
        self.unique(self.law.notices, "code")
        self.unique(self.law.terms, "id")
        for check in self.law.checks:
            self.basis(check, check.basis)
            if not check.basis and not (check.reading and check.because):
                self.fail(check, "", "没有依据的检查须写明 reading 和 because")
            self.cases(check)

    def cases(self, check: model.Check) -> None:
        self.names(check, ".cases", (case.id for case in check.cases))
        if bool(check.message) == bool(check.cases):
            self.fail(check, "", "message 与 cases 须有其一，不能同时写")
        for i, case in enumerate(check.cases):
            if case.level is not None and LEVELS.index(case.level) < LEVELS.index(check.level):
                self.fail(check, f".cases[{i}].level", "情形的级别不能高于检查的级别")

    def forms(self) -> None:
        self.unique(self.law.forms, "id")
        ordered = sorted(self.law.forms, key=lambda form: form.first_year)
        for earlier, later in pairwise(ordered):
            if earlier.last_year is None or earlier.last_year >= later.first_year:
                self.fail(later, ".first_year", f"与格式“{earlier.id}”的适用年度重叠")
        for form in self.law.forms:
            self.form(form)

    def form(self, form: model.FormText) -> None:
        self.basis(form, form.basis)
        self.report_title(form)
        chapters = self.names(form, ".chapters", (c.id for c in form.chapters))
        tables = self.names(form, ".tables", (t.id for t in form.tables))
        for i, chapter in enumerate(form.chapters):
            if chapter.table is not None and chapter.table not in tables:
                self.fail(form, f".chapters[{i}].table", f"表“{chapter.table}”不存在")
        counted: dict[str, str] = {}
        for i, table in enumerate(form.tables):
            if table.chapter not in chapters:
                self.fail(form, f".tables[{i}].chapter", f"章“{table.chapter}”不存在")
            self.table(form, table, f".tables[{i}]", counted)
        if counted and (lost := self.outcome_ids - counted.keys()):
            self.fail(form, ".tables", f"办理结果{'、'.join(sorted(lost))}没有计入任何一行")

    def report_title(self, form: model.FormText) -> None:
        try:
            slots = [slot for _, slot, _, _ in Formatter().parse(form.report_title) if slot is not None]
        except ValueError:
            self.fail(form, ".report_title", "花括号没有成对")
        for slot in ("body", "year"):
            if slots.count(slot) != 1:
                self.fail(form, ".report_title", f"须写明一处“{{{slot}}}”")
        if unknown := set(slots) - {"body", "year"} - {term.id for term in self.law.terms}:
            self.fail(form, ".report_title", f"没有“{sorted(unknown)[0]}”这个用语")

    def table(self, form: model.FormText, table: model.Table, key: str, counted: dict[str, str]) -> None:
        all_rows = [row for block in table.blocks for row in block.rows]
        row_ids = self.names(form, f"{key}.rows", (row.id for row in all_rows))
        columns: set[str] = set()
        for b, block in enumerate(table.blocks):
            columns |= self.names(form, f"{key}.blocks[{b}].columns", (c.id for c in block.columns))
            for r, row in enumerate(block.rows):
                self.row(form, row, row_ids, f"{key}.blocks[{b}].rows[{r}]", counted)
        for i, identity in enumerate(table.identities):
            path = f"{key}.identities[{i}]"
            known = columns if identity.over == "columns" else row_ids
            if unknown := {*identity.left, *identity.right} - known:
                self.fail(form, path, f"勾稽关系中的“{sorted(unknown)[0]}”不存在")
            if identity.code not in self.codes:
                self.fail(form, f"{path}.code", f"检查“{identity.code}”不存在")
            self.basis(form, identity.basis, f"{path}.basis")
        for i, tie in enumerate(table.yearly):
            path = f"{key}.yearly[{i}]"
            known = columns if tie.over == "columns" else row_ids
            if unknown := {tie.this, tie.last, *tie.plus, *tie.minus} - known:
                self.fail(form, path, f"跨年度关系中的“{sorted(unknown)[0]}”不存在")
            if tie.code not in self.codes:
                self.fail(form, f"{path}.code", f"检查“{tie.code}”不存在")
            self.basis(form, tie.basis, f"{path}.basis")

    def row(self, form: model.FormText, row: model.Row, row_ids: set[str], key: str, counted: dict[str, str]) -> None:
        if row.within is not None and row.within not in row_ids:
            self.fail(form, f"{key}.within", f"上级行“{row.within}”不存在")
        for i, outcome in enumerate(row.counts):
            if outcome not in self.outcome_ids:
                self.fail(form, f"{key}.counts[{i}]", f"办理结果“{outcome}”不存在")
            if outcome in counted:
                self.fail(form, f"{key}.counts[{i}]", f"办理结果“{outcome}”已计入行“{counted[outcome]}”")
            counted[outcome] = row.id
        if row.same_as is not None:
            self.same_as(form, row, key)

    def same_as(self, form: model.FormText, row: model.Row, key: str) -> None:
        form_id, _, name = str(row.same_as).partition(":")
        earlier = next((f for f in self.law.forms if f.id == form_id), None)
        if earlier is None or earlier.first_year >= form.first_year:
            self.fail(form, f"{key}.same_as", f"“{form_id}”不是更早的格式")
        table_id, _, row_id = name.partition(".")
        for table in earlier.tables:
            if table.id == table_id and any(r.id == row_id for b in table.blocks for r in b.rows):
                return
        self.fail(form, f"{key}.same_as", f"“{row.same_as}”不存在")
