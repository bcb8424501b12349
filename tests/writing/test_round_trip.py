"""What is written is read back: cell by cell with kind and value, and chapter by chapter."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from gongkai.reading import read_report
from gongkai.report.contract import report_from_json
from gongkai.writing import FORMATS, blank_report, write_report
from tests.layouts.known import BLANK, MISSING, KnownReport, Prose, Value, the_law
from tests.layouts.reports import reports
from tests.writing.known_reports import DAY, changed_sections, lost_cells, report_of

READ_BACK = [name for name in FORMATS if name not in ("csv", "json")]
MOST = settings.default.max_examples if settings.default else 200
# A report takes up to a tenth of a second to write and to read: few examples, none made smaller; a thousand at night.
FEW = settings(
    max_examples=1000 if MOST >= 2000 else max(6, MOST // 10),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

# What a reader says of blanks and notes even where it reads them right.
DOUBTS = {"VALUE-ANNOTATED", "ROW-SHIFT-POSSIBLE", "LOST-CELLS", "VALUE-UNREADABLE"}
WORDS = st.text(alphabet="公开信息年度条例镇县0123456789（），。、：“”%", min_size=1, max_size=60)
PARAGRAPHS = st.lists(WORDS.map(lambda words: f"本机关{words}办结。"), min_size=1, max_size=4).map(tuple)


@pytest.mark.parametrize("name", READ_BACK)
@FEW
@given(data=st.data())
def test_every_cell_and_chapter_comes_back(name: str, data: st.DataObject) -> None:
    known = data.draw(reports())
    sections = {section: data.draw(PARAGRAPHS) for section in ("overview", "problems", "other")}
    known = dataclasses.replace(known, prose=Prose(known.prose.preface, sections))
    report = report_of(known)
    read = read_report(write_report(report, the_law(), name, DAY).data, f"report.{name}", the_law())
    assert lost_cells(known, read) == []
    assert changed_sections(report, read) == []
    assert (read.body, read.year, read.form) == (known.body, known.year, known.form.id)
    assert {notice.code for notice in read.notices} <= DOUBTS


@FEW
@given(known=reports())
def test_json_is_the_contract(known: KnownReport) -> None:
    report = report_of(known)
    written = write_report(report, the_law(), "json", DAY)
    assert report_from_json(written.data) == report
    assert written.undrawn == {}


@pytest.mark.parametrize("name", READ_BACK)
@pytest.mark.parametrize("form", ["2021", "2019"])
def test_a_blank_form_comes_back_blank(name: str, form: str) -> None:
    blank = blank_report(form, the_law())
    read = read_report(write_report(blank, the_law(), name, DAY).data, f"form.{name}", the_law())
    assert {cell.kind for cell in read.cells.values()} == {"blank"}
    assert (read.body, read.year, read.form) == (None, None, form)
    assert [notice.code for notice in read.notices] == ["YEAR-UNKNOWN", "BODY-UNKNOWN"]
    assert {text for section, text in read.sections.items() if section != "preface"} == {""}


@pytest.mark.parametrize("name", READ_BACK)
@FEW
@given(data=st.data())
def test_what_is_missing_or_unreadable_comes_back_blank_and_is_told(name: str, data: st.DataObject) -> None:
    known = data.draw(reports(blanks=False))
    rows = data.draw(st.lists(st.sampled_from(sorted(known.form.cells_by_row)), min_size=1, max_size=3, unique=True))
    lost = [key for row in rows for key in known.form.cells_by_row[row]]
    kinds: dict[str, Value] = {key: MISSING if i % 2 else Value("unreadable") for i, key in enumerate(lost)}
    report = report_of(dataclasses.replace(known, values={**known.values, **kinds}))
    written = write_report(report, the_law(), name, DAY)
    read = read_report(written.data, f"report.{name}", the_law())
    drawn = dataclasses.replace(known, values={**known.values, **dict.fromkeys(lost, BLANK)})
    assert lost_cells(drawn, read) == []
    assert sum(written.undrawn.values()) == len(lost)
