"""A roll-up as JSON: the aggregate as ``gongkai.report/1``, with what it is made of under ``contributions``."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import msgspec

from gongkai.law import LawView
from gongkai.report.contract import report_to_json
from gongkai.report.finding import CheckResult, Language
from gongkai.report.rollup.model import CellSum, Gaps, Number, Part, Rollup

_ENCODER = msgspec.json.Encoder()


def rollup_to_json(rollup: Rollup, law: LawView, result: CheckResult | None = None, language: Language = "zh") -> bytes:
    """One compact object. ``result`` are the findings of a check on the aggregate itself.

    ``contributions.cells`` holds for each cell the values in the order of ``contributions.reports``: integers, or
    decimal strings, and null where the report is not in the sum; ``left_out`` says why (index and reason).
    """
    report = report_to_json(rollup.report, law, result, language)
    return report[:-1] + b',"contributions":' + _ENCODER.encode(_contributions(rollup, law)) + b"}"


def _contributions(rollup: Rollup, law: LawView) -> dict[str, Any]:
    return {
        "reports": [_part(part) for part in rollup.parts],
        "cells": {key: _cell(one) for key, one in rollup.sums.items()},
        "excluded": [
            {**_part(item.part), "code": item.notice.code, "message": item.notice.message(law)}
            for item in rollup.excluded
        ],
        "unread": list(rollup.unread),
        "bodies": None if rollup.gaps is None else _gaps(rollup.gaps),
    }


def _part(part: Part) -> dict[str, Any]:
    source = {"name": part.name, "sha256": part.sha256}
    return {"source": source, "body": {"name": part.body}, "year": part.year, "form": part.form, "scope": part.scope}


def _cell(one: CellSum) -> dict[str, Any]:
    found: dict[str, Any] = {"values": [_number(value) for value in one.values]}
    if one.left_out:
        found["left_out"] = [{"report": left.report, "why": left.why} for left in one.left_out]
    return found


def _number(value: Number | None) -> int | str | None:
    return format(value, "f") if isinstance(value, Decimal) else value


def _gaps(gaps: Gaps) -> dict[str, Any]:
    return {
        "listed": gaps.listed,
        "missing": list(gaps.missing),
        "unlisted": list(gaps.unlisted),
        "ambiguous": list(gaps.ambiguous),
    }
