"""What the words of a sentence say of the numbers in it: whose they are, and of which year."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final

from gongkai.report.report import Scope

# Each expression begins with a set of characters or a literal, which is what makes the search fast.
_SCOPE: Final = re.compile(
    r"[全各本我省市县区州旗](?:(?<=全)(?:[省市县区州盟旗]|系统|辖区)|(?<=各)级|(?<=本)[省市县区州]各"
    r"|(?P<own>(?<=[我本])(?:[局镇乡办委厅院处队]|街道|中心)|(?<=本)(?:机关|级|单位)|(?<=全)[镇乡]|(?<=各)部门"
    r"|(?<=[省市县区州旗])政府办|(?<=[市县区省])[直级]))"
)
_YEAR: Final = re.compile(r"20(?<!\d20)\d\d(?=年)")
_NOWHERE: Final = (0, 0)

Span = tuple[int, int]


class Telling:
    """Where ``text`` tells whose its numbers are, and where it names years.

    Both are looked for once. What holds for a number stands in its own sentence, from ``start``, before the number,
    ``until``; ``behind`` are the few characters behind it that belong to it too.
    """

    __slots__ = ("_begins", "_ends", "_scopes", "_year_ends", "_years")

    def __init__(self, text: str) -> None:
        found = list(_SCOPE.finditer(text))
        self._begins = [match.start() for match in found]
        self._ends = [match.end() for match in found]
        self._scopes: list[Scope] = ["own" if match["own"] else "aggregate" for match in found]
        years = list(_YEAR.finditer(text)) if "20" in text else []
        self._year_ends = [match.end() for match in years]
        self._years = [int(match[0]) for match in years]

    def scope(self, start: int, until: int, behind: Span = _NOWHERE) -> Scope | None:
        """Whose the number is, by the last words that say so; None where none do."""
        index = bisect_right(self._ends, behind[1] or until) - 1
        while index >= 0 and self._begins[index] >= start:
            if self._ends[index] <= until or self._begins[index] >= behind[0]:
                return self._scopes[index]
            index -= 1
        return None

    def names_another_year(self, start: int, until: int, year: int | None) -> bool:
        """Whether the last year that is named, the 年 behind it included, is not ``year``; one unknown is no other."""
        index = bisect_right(self._year_ends, until - 1) - 1
        return index >= 0 and self._year_ends[index] > start and year is not None and self._years[index] != year
