"""What must hold for the vocabulary of figures: every cell and every metric that it names exists."""

from __future__ import annotations

from gongkai.law import model
from gongkai.law.validation import Validation


class MetricValidation(Validation):
    """The checks on ``metrics.yaml``."""

    def metrics(self) -> None:
        """Fail at the first metric that names something that is not there."""
        self.unique(self.law.metrics, "id")
        known = {metric.id for metric in self.law.metrics}
        cells = cell_keys(self.law)
        for metric in self.law.metrics:
            for i, words in enumerate(metric.sums):
                for j, cell in enumerate(words):
                    if cells and cell.removeprefix("-") not in cells:
                        self.fail(metric, f".sums[{i}][{j}]", f"单元格“{cell}”不在任何格式中")
            for i, part in enumerate(metric.parts):
                if part not in known:
                    self.fail(metric, f".parts[{i}]", f"指标“{part}”不存在")
            if metric.within is not None and metric.within not in known:
                self.fail(metric, ".within", f"指标“{metric.within}”不存在")
            if metric.binding == "strict" and not metric.sums:
                self.fail(metric, ".binding", "没有对应单元格的指标不能与表格核对")
            if metric.following and not metric.family:
                self.fail(metric, ".following", "承前省略的说法须写明所属类别 family")


def cell_keys(law: model.Law) -> frozenset[str]:
    """The cell keys of all forms."""
    return frozenset(
        f"{table.id}.{row.id}.{column.id}"
        for form in law.forms
        for table in form.tables
        for block in table.blocks
        for row in block.rows
        if row.kind != "group"
        for column in block.columns
    )
