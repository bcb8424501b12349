"""The sample reports: each is what the generator makes, is read exactly, and shows the findings it was made for."""

from __future__ import annotations

import io
import json
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from gongkai.reading import read_report
from gongkai.report.checks import check_report
from gongkai.report.report import Report
from gongkai.report.values import Cell
from scripts.make_samples import SAMPLES, files
from tests.layouts import the_law

FILES = files()
REPORTS = sorted(name.removesuffix(".expected.json") for name in FILES if name.endswith(".expected.json"))


@pytest.fixture(params=REPORTS)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def expected(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(FILES[f"{name}.expected.json"])
    return loaded


@pytest.fixture
def report(name: str) -> Report:
    return read_report(FILES[name], name, the_law())


def as_expected(cell: Cell) -> dict[str, object]:
    """A cell in the words of the expected reading."""
    if isinstance(cell.value, Decimal):
        return {"kind": cell.kind, "value": f"{cell.value:f}", "unit": cell.unit}
    return {"kind": cell.kind, "value": cell.value}


def contents(data: bytes) -> bytes | dict[str, bytes]:
    """The bytes of a file; of a package those of its parts, since not every zlib packs them alike."""
    if not data.startswith(b"PK"):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_the_folder_is_what_the_generator_writes() -> None:
    found = {path.name: contents(path.read_bytes()) for path in Path(SAMPLES).iterdir()}
    assert found == {name: contents(data) for name, data in FILES.items()}


def test_every_cell_is_read_exactly(report: Report, expected: dict[str, Any]) -> None:
    wrong = {
        key: (as_expected(report.cells[key]), wanted)
        for key, wanted in expected["cells"].items()
        if as_expected(report.cells[key]) != wanted
    }
    assert wrong == {}
    assert report.cells.keys() == expected["cells"].keys()


def test_whose_and_when(report: Report, expected: dict[str, Any]) -> None:
    found = {"body": report.body, "year": report.year, "form": report.form, "scope": report.scope}
    assert found == {field: expected[field] for field in found}


def test_what_the_reader_tells(report: Report, expected: dict[str, Any]) -> None:
    assert set(expected["notices"]) - {notice.code for notice in report.notices} == set()


def test_what_the_checks_find(report: Report, expected: dict[str, Any]) -> None:
    failed = [f for f in check_report(report, the_law()).findings if f.outcome == "failed"]
    assert set(expected["codes"]) - {finding.code for finding in failed} == set()
    errors = {finding.code for finding in failed if finding.level(the_law()) == "error"}
    assert errors - set(expected["codes"]) == set()
