"""Judgements of single cells: type, unit, blanks and placeholders."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from gongkai.report.checks.part import Slots
from gongkai.report.checks.registry import judges
from gongkai.report.checks.subject import PASSED, Subject, Verdict, failed
from gongkai.report.checks.wording import quoted, spread
from gongkai.report.values import Cell, CellKind
from gongkai.text.normal import half_width


@judges("T2-TYPE")
def type_of_values(subject: Subject) -> Iterator[Verdict]:
    """A count is a whole number and not below zero; only a signed count may be negative."""
    survey = subject.survey
    for part in subject.present:
        negative, decimals = survey.negatives.get(part.key), survey.decimals.get(part.key)
        if negative is None and decimals is None:
            yield PASSED
            continue
        for case, specs in (("negative", negative), ("decimals", decimals)):
            if specs:
                raws = [subject.cell(spec.key).raw for spec in specs]
                names = quoted(f"{spec.label} {raw}".strip() for spec, raw in zip(specs, raws, strict=True))
                slots: Slots = {"count": len(specs), "cells": names}
                found = "、".join(dict.fromkeys(raws))
                yield failed(subject, "T2-TYPE", part, specs, slots, case, found=found)


@judges("T2-UNIT")
def unit_of_values(subject: Subject) -> Iterator[Verdict]:
    """A printed unit is that of the form; where the form fixes none, nothing is judged."""
    pattern = _unit_pattern(subject.check("T2-UNIT").words["units"])
    for part in subject.present:
        fine = True
        for spec in subject.survey.annotated.get(part.key, ()):
            cell = subject.cell(spec.key)
            if spec.unit is None or _printed_unit(cell, pattern) in (None, spec.unit):
                continue
            fine = False
            slots: Slots = {"label": spec.label}
            yield failed(subject, "T2-UNIT", part, [spec], slots, expected=spec.unit, found=cell.raw)
        if fine and part.has_units:
            yield PASSED


@judges("TB-BLANK")
def blanks(subject: Subject) -> Iterator[Verdict]:
    """Every cell is filled; a blank is not 0."""
    return _by_block(subject, "TB-BLANK", "blank")


@judges("TB-PLACEHOLDER")
def placeholders(subject: Subject) -> Iterator[Verdict]:
    """Every cell is filled with a number; a mark such as ``/`` is none."""
    return _by_block(subject, "TB-PLACEHOLDER", "not_applicable")


def _by_block(subject: Subject, code: str, kind: CellKind) -> Iterator[Verdict]:
    for part in subject.present:
        specs = subject.of_kind(kind, part)
        if not specs:
            yield PASSED
            continue
        case, slots = spread(part, specs)
        if kind == "not_applicable":
            slots["marks"] = quoted(subject.cell(spec.key).raw for spec in specs)
        yield failed(subject, code, part, specs, slots, case)


def _printed_unit(cell: Cell, pattern: re.Pattern[str]) -> str | None:
    """The unit behind the number as printed; failing that, the unit that the reader found."""
    match = pattern.match(half_width(cell.raw))
    return match["unit"] if match else cell.unit


@lru_cache(maxsize=8)
def _unit_pattern(units: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = "|".join(sorted(map(re.escape, units), key=len, reverse=True))
    return re.compile(rf"[\s+\-−\d.,]*\d\s*(?P<unit>{longest_first})")
