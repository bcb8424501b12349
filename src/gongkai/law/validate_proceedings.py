"""What must hold of proceedings: every name leads somewhere, every result has a column of the report's table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from gongkai.law.proceeding_model import Proceeding
from gongkai.law.validate_procedure import ProcedureValidation

TABLE = "remedies"


class ProceedingValidation(ProcedureValidation):
    """Checks of ``proceedings.yaml``, ``retention.yaml`` and ``reporting.yaml``."""

    def proceedings(self) -> None:
        """Check everything; raises LawDataError at the first fault."""
        self.unique(self.law.proceedings, "id")
        self.unique(self.law.retention, "id")
        for kept in self.law.retention:
            self.grounded(kept, kept, "")
            if kept.years is not None and kept.years < 1:
                self.fail(kept, ".years", "保管期限至少为1年")
        for date in self.law.reporting:
            self.grounded(date, date, "")
            try:
                # Of a year that is no leap year: a day that is there in every year.
                dt.date.fromisoformat(f"2001-{date.day}")
            except ValueError:
                self.fail(date, ".day", f"没有“{date.day}”这一天")
        for entry in self.law.proceedings:
            self.basis(entry, entry.basis)
            self._routes(entry)
            self._stages(entry)
            self._results(entry)
            for i, rule in enumerate(entry.counting):
                self.grounded(entry, rule, f".counting[{i}]")

    def _known(self, entry: Proceeding, key: str, name: str | None, known: Collection[str], what: str) -> None:
        if name and name not in known:
            self.fail(entry, key, f"{what}“{name}”不存在")

    def _routes(self, entry: Proceeding) -> None:
        self.names(entry, ".routes", (route.id for route in entry.routes))
        for table in (table for form in self.law.forms for table in form.tables if table.id == TABLE):
            rows = {row.id for block in table.blocks for row in block.rows}
            for i, route in enumerate(entry.routes):
                self._known(entry, f".routes[{i}].row", route.row, rows, "行")
        for lifecycle in self.law.lifecycle:
            self._known(entry, ".role", entry.role, {role.id for role in lifecycle.roles}, "角色")

    def _stages(self, entry: Proceeding) -> None:
        states = self.names(entry, ".states", (state.id for state in entry.states))
        stages = self.names(entry, ".stages", (stage.id for stage in entry.stages))
        deadlines = {deadline.id for deadline in self.law.deadlines}
        for i, stage in enumerate(entry.stages):
            key = f".stages[{i}]"
            self.grounded(entry, stage, key)
            for source in (*stage.sources, stage.to):
                self._known(entry, key, source, states, "状态")
            for name in (stage.deadline, stage.simplified):
                self._known(entry, key, name, deadlines, "期限")
            self._known(entry, f"{key}.duty", stage.duty, stages, "环节")
            if (stage.effect == "open") == bool(stage.sources):
                self.fail(entry, key, "开始的环节没有来源状态，其他环节须有")
        if lost := states - {stage.to for stage in entry.stages}:
            self.fail(entry, ".states", f"状态“{sorted(lost)[0]}”无法到达")

    def _results(self, entry: Proceeding) -> None:
        counted = any(route.row for route in entry.routes)
        columns = {
            column.id
            for form in self.law.forms
            for table in form.tables
            if table.id == TABLE
            for block in table.blocks
            for column in block.columns
        }
        self.names(entry, ".results", (result.id for result in entry.results))
        self.names(entry, ".second", (result.id for result in entry.second))
        for i, result in enumerate(entry.results):
            self.grounded(entry, result, f".results[{i}]")
            self._known(entry, f".results[{i}].column", result.column, columns, "列")
            self._known(entry, f".results[{i}].appeal", result.appeal, {d.id for d in self.law.deadlines}, "期限")
            if counted and not result.column:
                self.fail(entry, f".results[{i}].column", "须写明计入哪一列")
        for i, second in enumerate(entry.second):
            self.grounded(entry, second, f".second[{i}]")
