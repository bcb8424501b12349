"""Types and units."""

from __future__ import annotations

from decimal import Decimal

from gongkai.report.values import Cell
from tests.report.build import a_report, at, row
from tests.report.checks.cases.case import CLEAN, EMPTY, Case

NUMBERS = [
    Case("T2-TYPE", "zeros", CLEAN, "passed", count=6),
    Case("T2-TYPE", "an amount may have decimals", a_report({"proactive.fees.amount": "321.87"}), "passed", count=6),
    Case(
        "T2-TYPE",
        "a signed count may be negative",
        a_report({"proactive.licensing.items_change": -8}, form="2019", year=2020),
        "passed",
        count=7,
    ),
    Case(
        "T2-TYPE",
        "a negative count",
        a_report({"proactive.penalties.decisions": -3}),
        "failed",
        "negative",
        "“行政处罚·本年处理决定数量 -3”",
        found="-3",
        cells=1,
        line=17,
    ),
    Case(
        "T2-TYPE",
        "counts with decimals in one block are told together",
        a_report(row("requests.new", Decimal("0.00"))),
        "failed",
        "decimals",
        "表三有7格数量带小数",
        found="0.00",
        cells=7,
    ),
    Case("T2-TYPE", "nothing in the document", EMPTY, "none"),
    Case("T2-UNIT", "no unit printed", CLEAN, "passed", count=6),
    Case(
        "T2-UNIT",
        "the unit of the form",
        a_report({"proactive.fees.amount": Cell("amount", Decimal("3.5"), "3.5万元", unit="万元")}),
        "passed",
        count=6,
    ),
    Case(
        "T2-UNIT",
        "yuan in a column of ten thousands",
        a_report({"proactive.fees.amount": Cell("amount", Decimal(35000), "35,000 元", at(19), "元")}),
        "failed",
        says="写的是“35,000 元”，该栏的单位是万元",
        expected="万元",
        found="35,000 元",
        cells=1,
        line=19,
    ),
    Case(
        "T2-UNIT",
        "a note behind the number is no unit",
        a_report({"proactive.rules.issued": Cell("count", 22, "22（其中修订16件）", unit="件")}),
        "passed",
        count=6,
    ),
    Case(
        "T2-UNIT",
        "no unit in the form, any unit is right",
        a_report(
            {"proactive.procurement.amount": Cell("amount", Decimal(251000), "251000元", unit="元")},
            form="2019",
            year=2020,
        ),
        "passed",
        count=7,
    ),
    Case("T2-UNIT", "nothing in the document", EMPTY, "none"),
]
