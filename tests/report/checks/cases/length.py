"""The length of the text against limits of local rules."""

from __future__ import annotations

import msgspec

from gongkai.report.checks import Limits
from gongkai.report.report import Report
from tests.report.build import a_report
from tests.report.checks.cases.case import Case, Outcome

# Ten characters with the full stop; white space is not counted.
_TEN = "一二三四 五六\n七八九。"


def _report() -> Report:
    return msgspec.structs.replace(a_report(), sections={"preface": "说明。", "overview": _TEN, "other": "没有收费。"})


def _case(
    what: str, whole: int | None, section: int | None, outcome: Outcome, kind: str = "", says: str = "", **more: object
) -> Case:
    limits = Limits(whole, section, "云岭县的通知")
    return Case("TX-LENGTH", what, _report(), outcome, kind, says, limits=limits, **more)  # type: ignore[arg-type]


LENGTH = [
    Case("TX-LENGTH", "no limit is set", _report(), "none"),
    _case("neither of both", None, None, "none"),
    _case("as long as it may be", 18, None, "passed"),
    _case("one more", 17, None, "failed", "whole", "共18字，超过17字的限制（云岭县的通知）", expected="17", found="18"),
    _case("each chapter", None, 10, "passed", count=2),
    _case("a chapter", None, 9, "failed", "section", "“总体情况”10字，超过每部分9字", expected="9", found="10"),
]
