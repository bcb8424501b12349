"""The page on figures: what is looked for in the text, and which cells say the same."""

from collections.abc import Iterator
from pathlib import Path

from gongkai.law import LawView
from gongkai.law.metric_model import Metric
from gongkai.report.form import Form, form_of

TARGET = Path(__file__).resolve().parent.parent / "docs" / "reference" / "figures.md"

HEAD = """\
# 文中的数字

本页由 `make docs` 从 `src/gongkai/law/data/metrics.yaml` 生成，请修改数据，不要修改本页。

报告开头和第一、第五、第六部分写明的数字，逐个读作“指标、数值、单位、约数、口径、原文、位置”。
指标按数字前后的用词判断，排在前面的优先；没有对应指标的记作 `other`。
年份、日期、期限、序号、文号、电话等不作为数字。用中文数字写的，只在指标明确时读取。

有对应单元格的，由 [TX-TABLE](checks.md#tx-table) 核对：等于所列各种口径之一即为一致。
“严格”的，口径相同、数字前后没有其他限定而不一致，是错误；“宽松”的和说法不确定的，列为无法判断。
其他年度的数字、其中一部分、增减数和计划数不核对。
"""


def page(law: LawView) -> str:
    """The page: every metric with its units, words and cells."""
    forms = [form_of(law, form_id) for form_id in law.forms]
    rows = "".join(_row(metric, forms) for metric in law.metrics.values())
    head = "| 指标 | 名称 | 单位 | 用词 | 对应的单元格 | 核对 |\n| --- | --- | --- | --- | --- | --- |\n"
    return f"{HEAD}\n{head}{rows}"


def _row(metric: Metric, forms: list[Form]) -> str:
    words = "；".join((*metric.words, *metric.following)).replace("|", "&#124;")
    binding = {"strict": "严格", "loose": "宽松"}[metric.binding] if metric.sums else ""
    cells = " 或者 ".join(dict.fromkeys(_sums(metric, forms)))
    return f"| `{metric.id}` | {metric.label} | {'、'.join(metric.units)} | {words} | {cells} | {binding} |\n"


def _sums(metric: Metric, forms: list[Form]) -> Iterator[str]:
    """Each sum in the labels of the latest form that has all its cells."""
    for keys in metric.sums:
        names = [key.removeprefix("-") for key in keys]
        form = next((form for form in reversed(forms) if all(name in form.cells for name in names)), None)
        if form is not None:
            signs = ("－" if key.startswith("-") else "＋" for key in keys)
            yield "".join(
                f"{sign}{form.cells[name].label}" for sign, name in zip(signs, names, strict=True)
            ).removeprefix("＋")
