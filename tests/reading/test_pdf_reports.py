"""Whole reports as PDF: read exactly, and whatever is lost from them, right or told."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st

from gongkai.reading import read_report
from gongkai.report.checks import check_report
from tests.layouts import DAMAGES, draw, the_law
from tests.layouts.drawing import Style
from tests.layouts.judge import inexact, silent_errors
from tests.layouts.known import KnownReport, Value, completed, the_form, values_of
from tests.layouts.paper import OPEN, RULED, Paper, drawn_lying, turned
from tests.layouts.reports import prose
from tests.layouts.strategies import sheets

PAPERS = {**RULED, **OPEN}
MOST = settings.default.max_examples if settings.default else 200
# A file takes a tenth of a second to draw: few examples, and none made smaller.
QUICK = settings(
    max_examples=max(4, MOST // 50),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@pytest.fixture(scope="module")
def known() -> KnownReport:
    form = the_form("2021")
    numbers = completed(
        form, {"requests.granted.natural": 12, "requests.carried_in.other": 3, "proactive.rules.issued": 8}
    )
    body = "云溪县青石镇人民政府"
    return KnownReport(form, body, 2023, values_of(form, numbers), prose(body, 2023))


@pytest.fixture(scope="module")
def file(known: KnownReport) -> bytes:
    return Paper(mark="- # -").write(draw(known, Style()))


@pytest.mark.parametrize("paper", PAPERS.values(), ids=PAPERS.keys())
@QUICK
@given(data=st.data())
def test_reads_every_cell_exactly(paper: Paper, data: st.DataObject) -> None:
    known, sheet = data.draw(sheets(blanks=paper.ruled, proved=True))
    report = read_report(paper.write(sheet), "report.pdf", the_law())
    note(str(report.notices))
    assert inexact(known, report) == []
    assert (report.body, report.year, report.form) == (known.body, known.year, known.form.id)


@pytest.mark.parametrize("damage", DAMAGES)
@QUICK
@given(data=st.data())
def test_right_or_told(damage: str, data: st.DataObject) -> None:
    known, sheet = data.draw(sheets(blanks=True))
    paper = data.draw(st.sampled_from(list(PAPERS.values())))
    sites = DAMAGES[damage].sites(sheet)
    if not sites:
        return
    damaged = DAMAGES[damage].at(sheet, data.draw(st.sampled_from(sites)))
    note(damaged.what)
    report = read_report(paper.write(damaged.sheet), "report.pdf", the_law())
    findings = check_report(report, the_law()).findings if known.consistent else ()
    assert silent_errors(known, report, findings) == []
    assert {key for key in damaged.missing if report.cells[key].kind != "missing"} == set()


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_pages_on_their_side(known: KnownReport, file: bytes, quarters: int) -> None:
    for data in (turned(file, quarters), turned(drawn_lying(file), quarters)):
        assert inexact(known, read_report(data, "report.pdf", the_law())) == []


def test_every_cell_has_its_page_and_box(known: KnownReport, file: bytes) -> None:
    report = read_report(file, "report.pdf", the_law())
    places = [cell.at for cell in report.cells.values()]
    assert all(place is not None and place.page and place.bbox for place in places)
    assert len({(place.page, place.bbox) for place in places if place}) == len(known.values)


def test_a_sentence_over_a_page_break_is_one(known: KnownReport) -> None:
    sheet = draw(known, Style())
    for height in (420, 440, 460, 480):
        report = read_report(Paper(height=height, mark="#").write(sheet), "report.pdf", the_law())
        assert tuple(report.sections["overview"].split("\n")) == known.prose.sections["overview"]


@pytest.mark.parametrize("number", [12, 1234])
@pytest.mark.parametrize("key", ["requests.other_misc.research", "remedies.direct_suit.other"])
def test_a_note_over_several_lines_of_a_cell(known: KnownReport, number: int, key: str) -> None:
    noted = replace(known, values={**known.values, key: Value("count", number, note="（其中修订16件）")})
    report = read_report(OPEN["without lines"].write(draw(noted)), "report.pdf", the_law())
    assert inexact(noted, report) == []
