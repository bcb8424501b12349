"""The JSON of ``gongkai.report/1``: what is written, that it can be read back, and that the schema says so."""

from __future__ import annotations

import json
from decimal import Decimal
from functools import cache
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import msgspec
import pytest
from hypothesis import given

from gongkai.errors import NotAReportError
from gongkai.report.checks import check_report
from gongkai.report.contract import failure_to_json, report_from_json, report_to_json, schema
from gongkai.report.notice import Notice
from gongkai.report.report import Report
from gongkai.report.values import Cell, CellKind, Place
from tests.layouts import the_law
from tests.report.build import BLANK, a_form, a_report
from tests.report.strategies import ANY_PLACE, REPORTS, zeros

LAW = the_law()
AT = Place(page=3, bbox=(72.0, 120.5, 130.2, 134.0))


@cache
def validator() -> jsonschema.Draft202012Validator:
    jsonschema.Draft202012Validator.check_schema(schema())
    return jsonschema.Draft202012Validator(schema())


def written(report: Report, **options: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(report_to_json(report, LAW, **options))
    validator().validate(found)
    return found


@given(REPORTS)
def test_any_report_survives(report: Report) -> None:
    result = check_report(report, LAW)
    plain, checked = report_to_json(report, LAW), report_to_json(report, LAW, result)
    assert report_from_json(plain) == report
    assert report_from_json(checked) == report
    found = json.loads(checked)
    # The cells that are all alike are left out: validating 200 of them a thousand times takes minutes.
    unlike = {key: cell for key, cell in report.cells.items() if cell != zeros(a_form(report.form))[key]}
    found["cells"] = {key: found["cells"][key] for key in unlike}
    validator().validate(found)


@given(ANY_PLACE)
def test_any_place_survives(place: Place) -> None:
    report = a_report({"proactive.rules.issued": Cell("count", 1, "1", place)})
    data = report_to_json(report, LAW)
    assert report_from_json(data) == report
    validator().validate({**json.loads(data), "cells": {"a.b.c": json.loads(data)["cells"]["proactive.rules.issued"]}})


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (Cell("count", 0, "0", Place(line=61)), {"kind": "count", "value": 0, "raw": "0", "at": {"line": 61}}),
        (Cell("count", 3, "3", unit="件"), {"kind": "count", "value": 3, "unit": "件", "raw": "3"}),
        (Cell("count", Decimal("0.00"), "0.00"), {"kind": "count", "value": "0.00", "raw": "0.00"}),
        (Cell("count", -2, "-2"), {"kind": "count", "value": -2, "raw": "-2"}),
        (
            Cell("amount", Decimal("321.8736"), "321.8736", AT, "万元"),
            {
                "kind": "amount",
                "value": "321.8736",
                "unit": "万元",
                "raw": "321.8736",
                "at": {"page": 3, "bbox": [72.0, 120.5, 130.2, 134.0]},
            },
        ),
        (Cell("amount", Decimal("1E+3"), "1000"), {"kind": "amount", "value": "1000", "unit": None, "raw": "1000"}),
        (Cell("amount", 7, "7"), {"kind": "amount", "value": "7", "unit": None, "raw": "7"}),
        (BLANK, {"kind": "blank", "value": None, "raw": ""}),
        (Cell("not_applicable", raw="/"), {"kind": "not_applicable", "value": None, "raw": "/"}),
        (Cell("unreadable", raw="41 3"), {"kind": "unreadable", "value": None, "raw": "41 3"}),
        (Cell("missing"), {"kind": "missing", "value": None, "raw": ""}),
    ],
    ids=lambda value: f"{value.kind} {value.value}" if isinstance(value, Cell) else "",
)
def test_a_cell(cell: Cell, expected: dict[str, Any]) -> None:
    assert written(a_report({"proactive.fees.amount": cell}))["cells"]["proactive.fees.amount"] == expected


def test_the_keys_of_a_report() -> None:
    found = written(a_report())
    assert list(found) == [
        "schema",
        "source",
        "body",
        "year",
        "form",
        "scope",
        "law",
        "cells",
        "sections",
        "figures",
        "notices",
        "evidence",
    ]
    assert found["schema"] == "gongkai.report/1"
    assert found["body"] == {"name": "青山县白石镇人民政府"}
    assert (found["year"], found["form"], found["scope"]) == (2023, "2021", "own")
    assert len(found["cells"]) == 200
    assert len(written(a_report(form="2019", year=2020))["cells"]) == 198


def test_what_is_unknown_is_null() -> None:
    found = written(a_report(year=None, body=None, scope=None))
    assert (found["body"], found["year"], found["scope"]) == ({"name": None}, None, None)


def test_findings_and_counts() -> None:
    report = a_report({"requests.granted.total": 3})
    found = written(report, result=check_report(report, LAW))
    finding = found["findings"][0]
    assert set(finding) == {"code", "level", "outcome", "cells", "at", "expected", "found", "message", "basis"}
    assert (finding["code"], finding["level"], finding["outcome"]) == ("T3-ROW-SUM", "error", "failed")
    assert (finding["expected"], finding["found"]) == ("0", "3")
    assert finding["basis"] == ["format-2021#表三"]
    assert found["checks"] == {"passed": 116, "failed": 2, "not_assessable": 0}


def test_a_notice_keeps_its_slots_and_says_its_sentence() -> None:
    slots: dict[str, str | int] = {"row": "3.其他", "found": 9, "expected": 7}
    report = msgspec.structs.replace(a_report(), notices=(Notice("SURPLUS-CELLS", slots, at=Place(line=98)),))
    (notice,) = written(report)["notices"]
    assert notice["message"] == "“3.其他”一行有9个数值，应有7个；多出的数值没有计入。"
    assert (notice["at"], notice["slots"]) == ({"line": 98}, slots)


def test_a_failure_stands_in_its_place() -> None:
    found = json.loads(failure_to_json("a.txt", "NOT-A-REPORT", "不是年度报告"))
    validator().validate(found)
    assert found == {
        "schema": "gongkai.report/1",
        "source": {"name": "a.txt"},
        "error": {"code": "NOT-A-REPORT", "message": "不是年度报告"},
    }


def test_unknown_keys_are_ignored() -> None:
    found = written(a_report())
    found["later"] = {"a": 1}
    found["cells"]["proactive.rules.issued"]["later"] = 1
    found["evidence"]["later"] = [1]
    assert report_from_json(json.dumps(found).encode()) == a_report()


def test_what_was_not_written_yet_may_be_absent() -> None:
    found = written(a_report())
    for key in ("sections", "figures", "notices", "evidence"):
        del found[key]
    assert report_from_json(json.dumps(found).encode()).cells == a_report().cells


def _with(key: str, value: Any) -> bytes:
    found = json.loads(report_to_json(a_report(), LAW))
    found[key] = value
    return json.dumps(found).encode()


def _with_cell(kind: CellKind, value: Any) -> bytes:
    return _with("cells", {"proactive.rules.issued": {"kind": kind, "value": value, "raw": ""}})


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe",
        failure_to_json("a.txt", "INPUT", "x"),
        _with("schema", "gongkai.report/2"),
        _with("year", "2023"),
        _with("scope", "all"),
        _with("cells", []),
        _with_cell("count", None),
        _with_cell("count", 1.5),
        _with_cell("amount", "a"),
        _with_cell("amount", "NaN"),
        _with_cell("amount", "Infinity"),
        _with_cell("blank", 0),
        _with("cells", {"proactive.rules.issued": {"kind": "zero", "value": 0, "raw": ""}}),
        _with("figures", [{"metric": "other", "value": "三", "unit": "件"}]),
    ],
    ids=range(17),
)
def test_anything_else_is_refused(data: bytes) -> None:
    with pytest.raises(NotAReportError, match=r"gongkai\.report/1"):
        report_from_json(data)


@pytest.mark.parametrize(
    "broken",
    [
        {"kind": "count", "value": None, "raw": ""},
        {"kind": "count", "value": 1.5, "raw": ""},
        {"kind": "amount", "value": 3, "unit": None, "raw": ""},
        {"kind": "amount", "value": "3", "raw": ""},
        {"kind": "amount", "value": "1E+3", "unit": None, "raw": ""},
        {"kind": "blank", "value": 0, "raw": ""},
        {"kind": "blank", "value": None},
        {"kind": "zero", "value": 0, "raw": ""},
    ],
    ids=str,
)
def test_the_schema_refuses(broken: dict[str, Any]) -> None:
    found = written(a_report())
    found["cells"]["proactive.rules.issued"] = broken
    with pytest.raises(jsonschema.ValidationError):
        validator().validate(found)
