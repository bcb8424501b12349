"""A comparison as JSON: ``gongkai.compare/1``. Within /1 changes only add."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

import msgspec

from gongkai.law import LawView
from gongkai.report.compare.cells import CellPair, Number
from gongkai.report.compare.comparison import Comparison
from gongkai.report.compare.repetition import Share
from gongkai.report.finding import Finding
from gongkai.report.report import Report
from gongkai.report.values import Cell

SCHEMA: Final = "gongkai.compare/1"


def comparison_to_json(found: Comparison, law: LawView) -> bytes:
    """One compact object. Decimals are strings, shares 0 to 1; null is what could not be computed."""
    repeated = found.repetition
    return msgspec.json.encode(
        {
            "schema": SCHEMA,
            "law": law.digest,
            "earlier": head(found.earlier),
            "later": head(found.later),
            "cells": [_pair(pair) for pair in found.cells.pairs],
            "only_earlier": found.cells.only_earlier,
            "only_later": found.cells.only_later,
            "text": {name: list(changes) for name, changes in found.text.items()},
            "repetition": {
                "threshold": found.threshold,
                "similarity": repeated.similarity,
                "overall": _share(repeated.overall),
                "sections": {name: _share(share) for name, share in repeated.sections.items()},
                "passages": list(repeated.passages),
            },
            "findings": [finding_to_json(finding, law) for finding in found.result.findings],
            "checks": {
                "passed": found.result.passed,
                "failed": found.result.failed,
                "not_assessable": found.result.not_assessable,
            },
        }
    )


def head(report: Report) -> dict[str, Any]:
    """Which report it is."""
    return {
        "source": report.source,
        "body": {"name": report.body},
        "year": report.year,
        "form": report.form,
        "scope": report.scope,
    }


def cell_to_json(cell: Cell) -> dict[str, Any]:
    """A cell without its place."""
    return {"kind": cell.kind, "value": number(cell.value), "unit": cell.unit}


def number(value: Number | None) -> int | str | None:
    """A whole number as it is, a decimal as a plain string."""
    return format(value, "f") if isinstance(value, Decimal) else value


def finding_to_json(finding: Finding, law: LawView) -> dict[str, Any]:
    """A finding with its sentence."""
    return {
        "code": finding.code,
        "level": finding.level(law),
        "outcome": finding.outcome,
        "cells": finding.cells,
        "expected": finding.expected,
        "found": finding.found,
        "message": finding.message(law),
        "basis": finding.basis,
    }


def _pair(pair: CellPair) -> dict[str, Any]:
    return {
        "key": pair.key,
        "earlier_key": pair.earlier_key,
        "label": pair.label,
        "earlier": cell_to_json(pair.earlier),
        "later": cell_to_json(pair.later),
        "relation": pair.relation,
        "difference": number(pair.difference),
        "percent": number(pair.percent),
    }


def _share(share: Share) -> dict[str, Any]:
    return {"share": share.share, "repeated": share.repeated, "characters": share.characters}
