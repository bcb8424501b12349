"""What must hold of the ledger's metrics: what they name exists, and their sentences can be written."""

from __future__ import annotations

from string import Formatter

from gongkai.law.ledger_model import Dimension, LedgerMetric
from gongkai.law.validate_metrics import cell_keys
from gongkai.law.validate_procedure import ProcedureValidation

MOST_DECIMALS = 4


class LedgerValidation(ProcedureValidation):
    """Checks of ledger metrics, dimensions and media."""

    def ledger(self) -> None:
        """Check everything; raises LawDataError at the first fault."""
        self.figures = {metric.id for metric in self.law.metrics}
        self.dimensions = {dimension.id for dimension in self.law.dimensions}
        self.by_id = {metric.id: metric for metric in self.law.ledger}
        self.aspects = {aspect for form in self.law.forms for aspect in form.aspects}
        self.cells = cell_keys(self.law)
        for group in (self.law.ledger, self.law.dimensions, self.law.media):
            self.unique(group, "id")
        for medium in self.law.media:
            self.grounded(medium, medium, "")
            if medium.idle_days < 1:
                self.fail(medium, ".idle_days", "天数至少为1")
        for dimension in self.law.dimensions:
            self._dimension(dimension)
        for metric in self.law.ledger:
            self._metric(metric)

    def _dimension(self, dimension: Dimension) -> None:
        ids = self.names(dimension, ".values", (value.id for value in dimension.values))
        if bool(ids) == bool(dimension.source):
            self.fail(dimension, "", "values 与 source 须有其一，不能同时写")
        known = {entry.id for entry in getattr(self.law, dimension.source or "media")}
        for party, figure in dimension.figures.items():
            if party not in known or not dimension.source:
                self.fail(dimension, f".figures.{party}", f"没有“{party}”")
            self._figure(dimension, f".figures.{party}", figure)
        for i, value in enumerate(dimension.values):
            self._figure(dimension, f".values[{i}].figure", value.figure)

    def _metric(self, metric: LedgerMetric) -> None:
        self.grounded(metric, metric, "")
        self._figure(metric, ".figure", metric.figure)
        if metric.dimension and metric.dimension not in self.dimensions:
            self.fail(metric, ".dimension", f"维度“{metric.dimension}”不存在")
        if metric.cell and metric.cell not in self.cells:
            self.fail(metric, ".cell", f"单元格“{metric.cell}”不在任何格式中")
        if (metric.section == "overview") != bool(metric.aspect):
            self.fail(metric, ".aspect", "第一部分的指标须写明所属方面，其他部分的不写")
        if metric.aspect and metric.aspect not in self.aspects:
            self.fail(metric, ".aspect", f"第一部分没有“{metric.aspect}”这一方面")
        if not 0 <= metric.decimals <= MOST_DECIMALS:
            self.fail(metric, ".decimals", f"小数位数应为0至{MOST_DECIMALS}")
        self._ratio(metric)
        self._wording(metric, "wording", {"value"})
        self._wording(metric, "wording_each", {"value", "party"})
        if metric.wording_each and not metric.dimension:
            self.fail(metric, ".wording_each", "没有维度的指标不能分项")

    def _ratio(self, metric: LedgerMetric) -> None:
        for field in ("numerator", "denominator"):
            name = getattr(metric, field)
            if bool(name) != (metric.kind == "ratio"):
                self.fail(metric, f".{field}", "比率须写明分子、分母，其他指标不写")
            part = self.by_id.get(name)
            if name and (part is None or part.kind != "sum" or part.dimension != metric.dimension):
                self.fail(metric, f".{field}", f"“{name}”不是同一维度的累计指标")

    def _wording(self, metric: LedgerMetric, field: str, slots: set[str]) -> None:
        text = getattr(metric, field)
        if not text:
            return
        try:
            found = {slot for _, slot, _, _ in Formatter().parse(text) if slot is not None}
        except ValueError:
            self.fail(metric, f".{field}", "花括号没有成对")
        if found != slots:
            self.fail(metric, f".{field}", f"须写明{'、'.join(f'{{{slot}}}' for slot in sorted(slots))}")

    def _figure(self, entry: LedgerMetric | Dimension, key: str, figure: str) -> None:
        if figure and figure not in self.figures:
            self.fail(entry, key, f"指标“{figure}”不存在")
