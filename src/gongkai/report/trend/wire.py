"""The years of one body as JSON: ``gongkai.trend/1``. Within /1 changes only add."""

from __future__ import annotations

from typing import Any, Final

import msgspec

from gongkai.law import LawView
from gongkai.report.compare.wire import cell_to_json, head
from gongkai.report.trend.model import Series, Trend

SCHEMA: Final = "gongkai.trend/1"


def trend_to_json(trend: Trend, law: LawView) -> bytes:
    """One compact object."""
    return msgspec.json.encode(
        {
            "schema": SCHEMA,
            "law": law.digest,
            "body": {"name": trend.body},
            "reports": [head(report) for report in trend.reports],
            "missing": trend.missing,
            "breaks": list(trend.breaks),
            "steps": list(trend.steps),
            "series": [_series(series) for series in trend.series],
            "notices": [{"code": n.code, "message": n.message(law)} for n in trend.notices],
        }
    )


def _series(series: Series) -> dict[str, Any]:
    return {
        "code": series.code,
        "line": series.line,
        "label": series.label,
        "keys": series.keys,
        "years": [
            {"year": year, "cells": [None if cell is None else cell_to_json(cell) for cell in cells]}
            for year, cells in zip(series.years, series.cells, strict=True)
        ],
    }
