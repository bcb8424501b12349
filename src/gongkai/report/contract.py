"""Report <-> the JSON of ``gongkai.report/1``, whose schema stands in ``report/schema``.

Within /1 changes only add: a reader ignores keys that it does not know, and what was written once can be read for ever.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from importlib import resources
from typing import Any, Final, Literal

import msgspec
from msgspec import UNSET, UnsetType

from gongkai.errors import NotAReportError
from gongkai.law import LawView
from gongkai.law.model import Level
from gongkai.report.finding import CheckResult, Finding, Language, Outcome
from gongkai.report.notice import Notice
from gongkai.report.report import Evidence, Figure, Report, Scope, Source
from gongkai.report.values import NUMERIC, Cell, CellKind, Place

SCHEMA: Final = "gongkai.report/1"

# The "decimal" of the schema.
_DECIMAL: Final = re.compile(r"-?[0-9]+(?:\.[0-9]+)?", re.ASCII)


class _Cell(msgspec.Struct, frozen=True, gc=False):
    """A cell as written: counts whole numbers, amounts and counts with decimals plain decimal strings."""

    kind: CellKind
    value: int | str | None
    unit: str | UnsetType | None = UNSET
    raw: str = ""
    at: Place | UnsetType = UNSET


class _Body(msgspec.Struct, frozen=True):
    name: str | None


class _Notice(msgspec.Struct, frozen=True):
    code: str
    message: str = ""
    cells: tuple[str, ...] = ()
    at: Place | None = None
    slots: dict[str, str | int] = {}


class _Finding(msgspec.Struct, frozen=True):
    code: str
    level: Level
    outcome: Outcome
    cells: tuple[str, ...]
    at: Place | None
    expected: str | None
    found: str | None
    message: str
    basis: tuple[str, ...]


class _Checks(msgspec.Struct, frozen=True):
    passed: int
    failed: int
    not_assessable: int


class _Report(msgspec.Struct, frozen=True):
    schema: Literal["gongkai.report/1"]
    source: Source
    body: _Body
    year: int | None
    form: str
    scope: Scope | None
    law: str
    cells: dict[str, _Cell]
    sections: dict[str, str] = {}
    figures: tuple[Figure, ...] = ()
    notices: tuple[_Notice, ...] = ()
    evidence: Evidence = Evidence()
    findings: tuple[_Finding, ...] | UnsetType = UNSET
    checks: _Checks | UnsetType = UNSET


_ENCODER: Final = msgspec.json.Encoder()
_DECODER: Final = msgspec.json.Decoder(_Report)


def report_to_json(report: Report, law: LawView, result: CheckResult | None = None, language: Language = "zh") -> bytes:
    """One compact JSON object; with ``findings`` and ``checks`` where ``result`` is given."""
    wire = _Report(
        schema=SCHEMA,
        source=report.source,
        body=_Body(report.body),
        year=report.year,
        form=report.form,
        scope=report.scope,
        law=report.law,
        cells={key: _write_cell(cell) for key, cell in report.cells.items()},
        sections=dict(report.sections),
        figures=report.figures,
        notices=tuple(_Notice(n.code, n.message(law), n.cells, n.at, dict(n.slots)) for n in report.notices),
        evidence=report.evidence,
        findings=UNSET if result is None else tuple(_write_finding(f, law, language) for f in result.findings),
        checks=UNSET if result is None else _Checks(result.passed, result.failed, result.not_assessable),
    )
    return _ENCODER.encode(wire)


def failure_to_json(source: str, code: str, message: str) -> bytes:
    """The object that stands in the place of a file that could not be read; ``source`` is the file's name."""
    failure = {"schema": SCHEMA, "source": {"name": source}, "error": {"code": code, "message": message}}
    return _ENCODER.encode(failure)


def report_from_json(data: bytes) -> Report:
    """The report that ``data`` holds, without its findings; unknown keys are ignored.

    Raises NotAReportError for anything but one object of ``gongkai.report/1``.
    """
    try:
        wire = _DECODER.decode(data)
        return Report(
            source=wire.source,
            body=wire.body.name,
            year=wire.year,
            form=wire.form,
            scope=wire.scope,
            law=wire.law,
            cells={key: _read_cell(key, cell) for key, cell in wire.cells.items()},
            sections=wire.sections,
            figures=tuple(_read_figure(i, figure) for i, figure in enumerate(wire.figures)),
            notices=tuple(Notice(n.code, n.slots, n.cells, n.at) for n in wire.notices),
            evidence=wire.evidence,
        )
    except msgspec.MsgspecError as error:
        raise NotAReportError(f"不是 {SCHEMA} 格式的报告：{error}") from error


def schema() -> Mapping[str, Any]:
    """The JSON Schema (2020-12) of the contract, as it ships with the package."""
    text = resources.files("gongkai.report").joinpath("schema", "report-1.schema.json").read_bytes()
    return dict(msgspec.json.decode(text))


def _write_cell(cell: Cell) -> _Cell:
    value = cell.value
    at = UNSET if cell.at is None else cell.at
    if cell.kind == "amount":
        return _Cell("amount", _plain(value), cell.unit, cell.raw, at)
    written = _plain(value) if isinstance(value, Decimal) else value
    return _Cell(cell.kind, written, UNSET if cell.unit is None else cell.unit, cell.raw, at)


def _plain(value: int | Decimal | None) -> str | None:
    return None if value is None else format(value, "f" if isinstance(value, Decimal) else "d")


def _read_cell(key: str, cell: _Cell) -> Cell:
    if (cell.kind in NUMERIC) != (cell.value is not None):
        raise msgspec.ValidationError(f"kind {cell.kind} and value {cell.value!r} - at `$.cells[{key!r}]`")
    return Cell(
        kind=cell.kind,
        value=_number(key, cell.value) if isinstance(cell.value, str) else cell.value,
        raw=cell.raw,
        at=None if cell.at is UNSET else cell.at,
        unit=None if cell.unit is UNSET else cell.unit,
    )


def _read_figure(index: int, figure: Figure) -> Figure:
    if not _DECIMAL.fullmatch(figure.value):
        raise msgspec.ValidationError(f"{figure.value!r} is no decimal number - at `$.figures[{index}].value`")
    return figure


def _number(key: str, text: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise msgspec.ValidationError(f"{text!r} is no decimal number - at `$.cells[{key!r}].value`")
    return number


def _write_finding(finding: Finding, law: LawView, language: Language) -> _Finding:
    return _Finding(
        code=finding.code,
        level=finding.level(law),
        outcome=finding.outcome,
        cells=finding.cells,
        at=finding.at,
        expected=finding.expected,
        found=finding.found,
        message=finding.message(law, language),
        basis=finding.basis,
    )
