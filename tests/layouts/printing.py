"""How numbers and labels are printed: the choices that are the same in every layout."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from gongkai.report.form import CellSpec
from tests.layouts.known import Number, Value

_FULL = str.maketrans("0123456789", "０１２３４５６７８９")
_NUMBERED = re.compile(r"(\d+)\.(.*)")
_BRACKETED = re.compile(r"（([一二三四五六七八九十])）(.*)")
_HALF_BRACKETS = str.maketrans("（）", "()")

Numbering = Literal["1.", "1、", "（1）", "(1)", "1. ", ""]
Bracket = Literal["（一）", "(一)", "(一) ", "（一） "]


@dataclass(frozen=True)
class Figures:
    """How values are printed. ``unit`` prints 件, 项, 万元 behind each; ``plus`` signs what may be signed."""

    full_width: bool = False
    thousands: Literal["", ",", "，"] = ""
    unit: bool = False
    plus: bool = False
    minus: Literal["-", "−", "－"] = "-"
    blank: str = ""
    placeholder: Literal["-", "/", "无", "—", "不适用"] = "-"

    def text(self, value: Value, spec: CellSpec) -> str:
        """The text of a cell as it would be printed."""
        if value.number is None:
            return self.placeholder if value.kind == "not_applicable" else self.blank
        unit = value.unit or (spec.unit if self.unit else None) or ""
        return self._number(value.number, spec) + unit + value.note

    def _number(self, number: Number, spec: CellSpec) -> str:
        sign = self.minus if number < 0 else "+" if self.plus and spec.type == "signed_count" else ""
        size = abs(number)
        plain = f"{size:,f}" if isinstance(size, Decimal) else f"{size:,}"
        plain = plain.replace(",", self.thousands)
        return sign + (plain.translate(_FULL) if self.full_width else plain)


@dataclass(frozen=True)
class Labels:
    """How row labels are printed; ``other`` replaces the words of single rows (by ``table.row``)."""

    numbering: Numbering = "1."
    bracket: Bracket = "（一）"
    quotes: Literal["“”", '""', "「」", "‘’", ""] = "“”"
    full_width: bool = False
    half_brackets: bool = False
    other: Mapping[str, str] = field(default_factory=dict)

    def text(self, row: str, label: str) -> str:
        """The label of ``row`` as it would be printed."""
        before, words = split_label(label)
        words = self.other.get(row, words)
        if self.quotes != "“”":
            left, right = (self.quotes[0], self.quotes[1]) if self.quotes else ("", "")
            words = words.replace("“", left).replace("”", right)
        if self.half_brackets:
            words = words.translate(_HALF_BRACKETS)
        return self._number(before) + words

    def _number(self, before: str) -> str:
        if before.endswith("."):
            number = before[:-1].translate(_FULL) if self.full_width else before[:-1]
            return self.numbering.replace("1", number)
        return self.bracket.replace("一", before[1]) if before.startswith("（") else before


def split_label(label: str) -> tuple[str, str]:
    """The number of a label and its words: ``1.重复`` -> ``1.`` and ``重复``; 一、 belongs to the words."""
    if match := _NUMBERED.fullmatch(label):
        return f"{match[1]}.", match[2]
    if match := _BRACKETED.fullmatch(label):
        return f"（{match[1]}）", match[2]
    return "", label


def doubled(words: str, at: int) -> str:
    """The words with one character doubled."""
    return words[: at + 1] + words[at:]


def dropped(words: str, at: int) -> str:
    """The words without one character."""
    return words[:at] + words[at + 1 :]
