"""What a check says of a report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

from gongkai.law import LawView
from gongkai.law.model import Check, CheckCase, Level
from gongkai.report.values import Place

Outcome = Literal["failed", "not_assessable"]
Language = Literal["zh", "en"]


class Finding(msgspec.Struct, frozen=True, gc=False):
    """A check that failed or could not be judged.

    ``expected`` and ``found`` are printed numbers or short texts; ``case`` names the way in which the check
    failed, where it has several; ``reason`` is the id of why it is not assessable; ``slots`` fill the message
    template of check, case or reason. ``basis`` is what the law says for this report's form.
    """

    code: str
    outcome: Outcome
    cells: tuple[str, ...] = ()
    at: Place | None = None
    expected: str | None = None
    found: str | None = None
    slots: Mapping[str, str | int] = {}
    reason: str = ""
    case: str = ""
    basis: tuple[str, ...] = ()

    def level(self, law: LawView) -> Level:
        """The level of its case or check; what could not be judged never weighs more than info."""
        if self.outcome != "failed":
            return "info"
        check = law.checks[self.code]
        case = _case(check, self.case)
        return case.level if case is not None and case.level is not None else check.level

    def message(self, law: LawView, language: Language = "zh") -> str:
        """The sentence for the user, from the template in the law data."""
        check = law.checks[self.code]
        slots = {"expected": self.expected, "found": self.found, **self.slots}
        if self.outcome == "not_assessable":
            reason = law.reasons[self.reason]
            return (reason.message if language == "zh" else reason.message_en).format_map(slots)
        said = _case(check, self.case) or check
        return (said.message if language == "zh" else said.message_en).format_map(slots)


class CheckResult(msgspec.Struct, frozen=True):
    """All findings of a report and how many single checks passed, failed and could not be judged.

    The counts are exact; a finding may group several single checks that fail in the same way.
    """

    findings: tuple[Finding, ...]
    passed: int
    failed: int
    not_assessable: int


def _case(check: Check, case_id: str) -> CheckCase | None:
    return next((case for case in check.cases if case.id == case_id), None) if case_id else None
