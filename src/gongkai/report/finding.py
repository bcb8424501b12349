"""What a check says of a report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

from gongkai.law import LawView
from gongkai.law.model import Level
from gongkai.report.values import Place

Outcome = Literal["failed", "not_assessable"]


class Finding(msgspec.Struct, frozen=True):
    """A check that failed or could not be judged.

    ``expected`` and ``found`` are printed numbers or short texts; ``slots`` fill the message template of the check;
    ``reason`` says why a check is not assessable.
    """

    code: str
    outcome: Outcome
    cells: tuple[str, ...] = ()
    at: Place | None = None
    expected: str | None = None
    found: str | None = None
    slots: Mapping[str, str | int] = {}
    reason: str = ""

    def level(self, law: LawView) -> Level:
        """The level of its check; what could not be judged never weighs more than info."""
        return law.checks[self.code].level if self.outcome == "failed" else "info"

    def message(self, law: LawView, language: str = "zh") -> str:
        """The sentence for the user, from the check's template in the law data."""
        check = law.checks[self.code]
        if self.outcome == "not_assessable":
            return f"{check.title}：无法判断，{self.reason}" if language == "zh" else f"{check.code}: {self.reason}"
        template = check.message if language == "zh" else check.message_en
        return template.format_map({"expected": self.expected, "found": self.found, **self.slots})


class CheckResult(msgspec.Struct, frozen=True):
    """All findings of a report and how many single checks passed, failed and could not be judged."""

    findings: tuple[Finding, ...]
    passed: int
    failed: int
    not_assessable: int
