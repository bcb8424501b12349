"""The picture of a report: every number from a cell, nothing lacking drawn as 0, one page, words for all of it."""

from __future__ import annotations

import re
from itertools import pairwise

import pypdfium2
import pytest
from hypothesis import given, settings
from lxml import etree
from msgspec.structs import replace
from selectolax.lexbor import LexborHTMLParser

from gongkai.report.report import Report
from gongkai.report.trend.follow import follow
from gongkai.report.values import MISSING
from gongkai.writing.chart import CHART_FORMATS, Picture, picture_of, write_chart
from gongkai.writing.chart.canvas import measure, wrapped
from gongkai.writing.chart.model import Balance, Bars, Datum, Grid, Panel, Years
from gongkai.writing.chart.page import HEIGHT, WIDTH, page_svg
from gongkai.writing.chart.panels import draw
from gongkai.writing.chart.words import table_of
from tests.layouts.known import KnownReport, the_form, the_law
from tests.layouts.reports import reports
from tests.report.build import BLANK, SLASH, UNREADABLE, a_report, row
from tests.report.rollup.build import from_file
from tests.writing.known_reports import DAY, report_of

LAW = the_law()
SVG = "{http://www.w3.org/2000/svg}"
MANY = {
    **row("requests.new", 6, 2, 0, 0, 0, 0, 8),
    **row("requests.carried_in", 1, 0, 0, 0, 0, 0, 1),
    **row("requests.granted", 4, 2, 0, 0, 0, 0, 6),
    **row("requests.denied_secret", 1, 0, 0, 0, 0, 0, 1),
    **row("requests.results_total", 5, 2, 0, 0, 0, 0, 7),
    **row("requests.carried_out", 2, 0, 0, 0, 0, 0, 2),
}


def picture(cells: dict[str, object] | None = None, **changes: object) -> Picture:
    return picture_of(a_report(cells, **changes), LAW)  # type: ignore[arg-type]


def numbers_of(panel: Panel) -> list[Datum]:
    if isinstance(panel, Balance):
        return [*panel.left, *panel.right]
    return [one for _, data in panel.rows for one in data] if isinstance(panel, Grid) else list(panel.data)


def bars(found: Picture, title: str) -> Bars:
    return next(panel for panel in found.panels if isinstance(panel, Bars) and title in panel.title)


@given(known=reports())
def test_every_number_is_a_cell_or_the_sum_of_cells(known: KnownReport) -> None:
    report = report_of(known)
    found = picture_of(report, LAW)
    for panel in found.all_panels:
        for one in numbers_of(panel):
            values = [report.cells[key].value for key in one.keys]
            lacking = [value for value in values if value is None]
            assert one.value == (None if lacking else sum(value for value in values if value is not None))
            assert values
    shown = {key for panel in found.all_panels for one in numbers_of(panel) for key in one.keys}
    chapters = {"proactive", "remedies"}
    assert {key for key in known.form.cells if key.partition(".")[0] in chapters} <= shown
    assert {key for key in known.form.cells if key.startswith("requests.") and key.endswith(".total")} <= shown


@given(known=reports())
@settings(max_examples=25)
def test_one_page_holds_all_of_it(known: KnownReport) -> None:
    root = etree.fromstring(page_svg(picture_of(report_of(known), LAW)).encode())
    assert (root.get("width"), root.get("height")) == (f"{WIDTH:g}", f"{HEIGHT:g}")
    _, _, wide, high = map(float, root.get("viewBox", "").split())
    assert wide / high == pytest.approx(WIDTH / HEIGHT, rel=1e-3)
    bottoms = [
        y + float(text.get("y", ""))
        for text in root.iter(f"{SVG}text")
        for y in [sum(_down(parent) for parent in text.iterancestors())]
    ]
    assert max(bottoms) <= high


def _down(element: etree._Element) -> float:
    moved = re.match(r"translate\(\S+ (\S+)\)", element.get("transform", ""))
    return float(moved[1]) if moved else 0


class TestBars:
    def test_lengths_are_as_the_numbers(self) -> None:
        panel = bars(picture(MANY), "申请人情况")
        drawn = [float(wide) for wide in re.findall(r'<rect [^>]*width="([\d.]+)"', draw(panel, 340).svg)]
        assert [one.value for one in panel.data] == [6, 2, 2, 0, 0, 0, 0]
        assert [wide / drawn[0] for wide in drawn] == pytest.approx([1, 2 / 6, 2 / 6], rel=0.01)

    def test_shares(self) -> None:
        assert [one.share for one in bars(picture(MANY), "办理结果").data] == ["85.7%", "", "14.3%", "14.3%", *[""] * 3]
        assert bars(picture(row("requests.new", 4999, 1, 0, 0, 0, 0, 5000)), "申请人").data[1].share == "<0.1%"

    def test_a_total_that_is_not_the_sum_gives_no_shares_and_is_told(self) -> None:
        found = picture({**MANY, "requests.new.total": 9})
        assert {one.share for one in bars(found, "申请人情况").data} == {""}
        assert any("与各项之和不等" in note for note in found.notes)

    @pytest.mark.parametrize(
        ("cell", "word"), [(BLANK, "空白"), (UNREADABLE, "无法确定"), (MISSING, "缺失"), (SLASH, "“/”")]
    )
    def test_what_is_lacking_is_framed_and_told(self, cell: object, word: str) -> None:
        found = picture({**MANY, "proactive.penalties.decisions": cell})
        panel = bars(found, "处理决定")
        assert [(one.value, one.shown) for one in panel.data] == [(0, "0"), (None, word), (0, "0")]
        svg = draw(panel, 340).svg
        assert svg.count("stroke-dasharray") == 1
        assert svg.count(">0</text>") == 2
        assert f"“行政处罚·本年处理决定数量”（{word}）" in found.notes[0]
        assert found.undrawn == 1

    def test_a_group_of_which_a_part_is_lacking_has_no_sum(self) -> None:
        data = bars(picture({**MANY, "requests.denied_law.total": UNREADABLE}), "办理结果").data
        assert [(one.shown, one.inner) for one in data[2:5]] == [("不全", False), ("1", True), ("无法确定", True)]


class TestBalance:
    @pytest.mark.parametrize(
        ("change", "holds", "sign"),
        [
            ({}, True, "＝"),
            ({"requests.carried_out.total": 3}, False, "≠"),
            ({"requests.new.total": BLANK}, None, None),
        ],
    )
    def test_the_sign_says_whether_it_holds(
        self, change: dict[str, object], holds: bool | None, sign: str | None
    ) -> None:
        panel = picture({**MANY, **change}).balance
        assert panel.holds is holds
        svg = draw(panel, 340).svg
        assert [char for char in "＝≠" if char in svg] == ([sign] if sign else [])


class TestYears:
    def years(self, *reports_: Report) -> Picture:
        trend = follow([from_file(report, f"{report.year}.txt") for report in reports_], LAW)
        return picture_of(trend.reports[-1], LAW, trend)

    def test_gaps_and_other_forms_are_no_zeros(self) -> None:
        found = self.years(
            a_report(form="2019", year=2020),
            a_report(MANY, year=2022),
            a_report({"proactive.normative_documents.in_force": UNREADABLE}, year=2023),
        )
        assert found.name == "2020—2023年政府信息公开工作年度报告图解"
        new, out, force = ([one.shown for one in panel.data] for panel in found.years)
        assert new == ["0", "无报告", "8", "0"]
        assert out == ["0", "无报告", "2", "0"]
        assert force == ["不可比", "无报告", "0", "无法确定"]
        assert draw(found.years[2], 220).svg.count("stroke-dasharray") == 3
        assert any("缺少2021年度" in note for note in found.notes)
        assert "除各年度对比外，均为2023年度数据" in found.facts

    def test_other_scopes_are_told(self) -> None:
        found = self.years(a_report(year=2022), a_report(year=2023, scope="aggregate"))
        assert "各年度的统计范围不同，数字不能直接对比：2022年度本机关，2023年度本地区汇总。" in found.notes

    def test_many_years_stand_below_one_another(self) -> None:
        panel = self.years(*(a_report(year=year) for year in range(2021, 2031))).years[0]
        assert isinstance(panel, Years)
        places = [float(x) for x in re.findall(r'<text x="([\d.]+)"[^>]*>20\d\d', draw(panel, 698).svg)]
        assert len(places) == 10
        assert min(b - a for a, b in pairwise(places)) > measure("2021", 12)


@pytest.mark.parametrize("name", CHART_FORMATS)
def test_the_same_report_gives_the_same_bytes(name: str) -> None:
    assert write_chart(picture(MANY), name, DAY).data == write_chart(picture(MANY), name, DAY).data


def test_svg_has_real_text_and_words_for_every_panel() -> None:
    found = picture(MANY)
    root = etree.fromstring(page_svg(found).encode())
    assert {element.tag for element in root.iter()} == {
        f"{SVG}{name}" for name in ("svg", "title", "desc", "g", "rect", "line", "text")
    }
    named = [group for group in root.iter(f"{SVG}g") if group.get("role") == "img"]
    assert len(named) == len(found.all_panels)
    for group in named:
        title, description = (group.find(f"{SVG}{name}") for name in ("title", "desc"))
        assert title is not None
        assert description is not None
        assert group.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
        assert re.search(r"\d件|\d万元|\d项", description.text or "")


def test_html_has_the_table_of_every_chart_and_loads_nothing() -> None:
    found = picture({**MANY, "proactive.penalties.decisions": BLANK})
    data = write_chart(found, "html", DAY).data
    page = LexborHTMLParser(data)
    assert len(page.css("figure svg")) == len(page.css("table")) == len(found.all_panels)
    assert all(header.attributes.get("scope") for header in page.css("th"))
    assert page.css("link, script, img, [src], [href]") == []
    assert b"url(" not in data
    identifiers = [node.attributes["id"] for node in page.css("[id]")]
    assert len(identifiers) == len(set(identifiers))
    numbers = [[cell.text() for cell in line.css("td")] for line in page.css("table")[1].css("tbody tr")]
    assert numbers[0] == ["6", "75.0%"]
    assert "空白" in [cell.text() for cell in page.css("td")]


def test_what_comes_from_the_report_is_escaped() -> None:
    found = picture(MANY, body="<b>镇&")
    assert LexborHTMLParser(write_chart(found, "html", DAY).data).css("h1 b") == []
    assert b"<b>" not in write_chart(found, "svg", DAY).data
    etree.fromstring(write_chart(found, "svg", DAY).data)
    assert picture(body="青山\x01县").body == "青山县"


def test_pdf_is_one_page_with_text_and_tags() -> None:
    data = write_chart(picture(MANY), "pdf", DAY).data
    document = pypdfium2.PdfDocument(data)
    assert len(document) == 1
    assert document[0].get_size() == pytest.approx((595.3, 841.9), abs=0.1)
    text = document[0].get_textpage().get_text_range()
    assert "青山县白石镇人民政府" in text
    assert "75.0%" in text
    assert document.is_tagged()
    assert b"<pdfaid:part>2</pdfaid:part>" in data


def test_a_character_that_the_font_lacks_is_told() -> None:
    drawn = write_chart(picture(MANY, body="𠮷石镇"), "pdf", DAY)
    assert drawn.absent == "𠮷"


def test_without_body_and_year() -> None:
    found = picture_of(replace(a_report(), body=None, year=None), LAW)
    assert found.title == "政府信息公开工作年度报告图解"
    assert found.facts[:2] == ("没有读到机关名称", "没有读到报告年度")


def test_the_old_form_has_all_of_chapter_two() -> None:
    found = picture_of(a_report(form="2019", year=2020), LAW)
    labels = {line[0] for panel in found.panels for line in table_of(panel).rows}
    form = the_form("2019")
    assert {form.row_label(name) for name in form.cells_by_row if name.startswith("proactive.")} <= labels


def test_long_numbers_stay_in_their_columns() -> None:
    found = picture(row("remedies.reconsideration", 1234567890, 0, 0, 0, 1234567890))
    panel = next(panel for panel in found.panels if isinstance(panel, Grid) and len(panel.columns) == 5)
    texts = re.findall(r'<text x="([\d.]+)" y="[\d.]+" font-size="([\d.]+)"[^>]*>1234567890', draw(panel, 340).svg)
    (left, size), (right, _) = [(float(x), float(height)) for x, height in texts]
    assert measure("1234567890", size) <= (right - left) / 4


def test_lines_are_even_and_fit() -> None:
    text = "申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"
    lines = wrapped(text, 12, 150)
    assert "".join(lines) == text
    assert max(measure(line, 12) for line in lines) <= 150 + 12
    assert len(lines[-1]) > 6
