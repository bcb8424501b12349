"""Published reports with exact truth files: every cell, the body, the year, the form, and what the checks find."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from gongkai.reading import read_report
from gongkai.report.checks import check_report
from gongkai.report.finding import Finding
from gongkai.report.report import Report
from gongkai.report.values import Cell
from gongkai.text.normal import squeeze
from tests.layouts import the_law

TOWNSHIPS = ("heji_2021.txt", "longhu_2021.txt", "touzha_2022.txt", "xiasi_2021.txt", "zhuangtou_2021.txt")
CITIES = (
    "huaian_city_2024.layout.txt",
    "huaian_city_2024.markitdown.md",
    "huaian_city_2024.pdf",
    "huaian_city_2024.plumber.txt",
    "suqian_city_2023.txt",
    "suqian_city_2024.txt",
)
# The title may say less, or say it otherwise, than the text does; see the notes of the truth files.
OTHER_BODIES = {
    "heji_2021.txt": {"睢县河集乡政府"},
    "xiasi_2021.txt": {"下司镇", "下司镇人民政府", "凯里市下司镇"},
}


def truth_of(folder: Path, name: str) -> dict[str, Any]:
    """The truth file of a report; some are named after the stem, some after the whole name."""
    path = folder / f"{name}.truth.json"
    path = path if path.is_file() else folder / f"{Path(name).stem}.truth.json"
    truth: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    return truth


def read(folder: Path, name: str) -> Report:
    return read_report((folder / name).read_bytes(), name, the_law())


def differs(cell: Cell, expected: Any) -> bool:
    """Whether a cell is not what the truth says; ``null`` is blank or absent, amounts are decimal strings."""
    if expected is None:
        return cell.kind not in ("blank", "missing")
    return cell.value != Decimal(expected)


@pytest.fixture(params=TOWNSHIPS + CITIES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_every_cell(shared_reports: Path, name: str) -> None:
    report, truth = read(shared_reports, name), truth_of(shared_reports, name)
    wrong = {
        key: (report.cells[key].kind, report.cells[key].value, expected)
        for key, expected in truth["cells"].items()
        if differs(report.cells[key], expected)
    }
    assert wrong == {}
    assert report.cells.keys() == truth["cells"].keys()


def test_whose_and_when(shared_reports: Path, name: str) -> None:
    report, truth = read(shared_reports, name), truth_of(shared_reports, name)
    body = truth["body"].removesuffix("人民政府")
    accepted = {body, f"{body}人民政府", *truth.get("body_accept", ()), *OTHER_BODIES.get(name, ())}
    assert report.body in accepted
    assert (report.year, report.form) == (truth["year"], truth["form"])


def failed(shared_reports: Path, name: str) -> list[Finding]:
    report = read(shared_reports, name)
    return [f for f in check_report(report, the_law()).findings if f.outcome == "failed"]


@pytest.mark.parametrize("township", TOWNSHIPS)
def test_the_true_defects_are_told(shared_reports: Path, township: str) -> None:
    expected = {code for code in truth_of(shared_reports, township)["expected_codes"] if code in the_law().checks}
    assert expected - {finding.code for finding in failed(shared_reports, township)} == set()


def test_nothing_else_is_an_error(shared_reports: Path, name: str) -> None:
    truth = truth_of(shared_reports, name)
    if not truth.get("clean", True):
        pytest.skip("its truth file says that it has errors, and does not list their codes")
    allowed = set(truth.get("error_level_allowed", ()))
    errors = [f for f in failed(shared_reports, name) if f.level(the_law()) == "error"]
    assert [(f.code, f.cells, f.expected, f.found) for f in errors if f.code not in allowed] == []


def test_the_blank_official_form_is_all_blank(shared_reports: Path) -> None:
    report = read(shared_reports, "official_blank_2021.docx")
    assert {cell.kind for cell in report.cells.values()} == {"blank"}
    assert report.form == "2021"
    assert {notice.code for notice in report.notices} == {"YEAR-UNKNOWN", "BODY-UNKNOWN"}


def test_text_that_lost_its_tables(shared_reports: Path) -> None:
    report, truth = read(shared_reports, "pingtan_2021.txt"), truth_of(shared_reports, "pingtan_2021.txt")
    wrong = {key for key, expected in truth["cells"].items() if differs(report.cells[key], expected)}
    assert wrong <= set(truth["ambiguous_cells"])
    assert {report.cells[key].kind for key in wrong} <= {"unreadable"}
    assert (report.body, report.year) == (truth["body"], truth["year"])


@pytest.mark.parametrize("name", ["pingtan_2021.html"])
def test_a_page_of_a_portal(shared_reports: Path, name: str) -> None:
    report, truth = read(shared_reports, name), truth_of(shared_reports, name)
    assert [key for key, expected in truth["cells"].items() if differs(report.cells[key], expected)] == []


@pytest.mark.parametrize("township", TOWNSHIPS)
def test_every_stated_figure(shared_reports: Path, township: str) -> None:
    report, truth = read(shared_reports, township), truth_of(shared_reports, township)
    found = [(figure.value, figure.unit, squeeze(figure.quote)) for figure in report.figures]
    lost = [
        stated["quote"]
        for stated in truth["figures"]
        if not any(
            (value, unit) == (stated["value"], stated["unit"].split()[0])
            and squeeze(stated["quote"].partition("(")[0]) in quote
            for value, unit, quote in found
        )
    ]
    assert lost == []


def test_the_text_of_a_good_report_is_not_accused(shared_reports: Path, name: str) -> None:
    told = [f for f in failed(shared_reports, name) if f.code in ("TX-TABLE", "TX-ARITHMETIC", "TX-ALL-ANSWERED")]
    assert [(f.code, f.slots) for f in told] == []


@pytest.mark.parametrize("township", TOWNSHIPS)
def test_what_a_township_states_can_be_kept_in_its_ledger(shared_reports: Path, township: str) -> None:
    """Every figure that the reader knows in the text has a metric of the ledger, or one of its parts."""
    law = the_law()
    counted = {metric.figure for metric in law.ledger.values()}
    counted |= {party.figure for parties in law.parties.values() for party in parties.values()}
    stated = {figure.metric for figure in read(shared_reports, township).figures}
    assert stated
    assert stated - counted == set()
