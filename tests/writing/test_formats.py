"""What each format must have beyond the values: page breaks, fonts, sums, headers, no outside resources."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from decimal import Decimal

import pypdfium2
import pytest
from lxml import etree
from msgspec.structs import replace
from selectolax.lexbor import LexborHTMLParser

from gongkai.report.report import Report
from gongkai.report.values import Cell
from gongkai.writing import FORMATS, Fonts, blank_report, write_report
from gongkai.writing.layout import tables_of
from gongkai.writing.paper import paper_of
from tests.layouts.known import the_form, the_law
from tests.report.build import a_report
from tests.writing.known_reports import DAY

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LONG = "围绕群众关心的事项公开信息，答复均在法定期限以内。" * 15


def written(report: Report, name: str, fonts: Fonts | None = None) -> bytes:
    return write_report(report, the_law(), name, DAY, fonts or Fonts()).data


def long_report() -> Report:
    """A report whose third table begins low on a page, so that it goes on on the next."""
    return replace(a_report(), sections={"preface": "统计期限自2023年1月1日起。", "overview": LONG})


@pytest.mark.parametrize("form_id", ["2021", "2019"])
class TestLayout:
    def test_every_cell_of_the_form_has_one_box(self, form_id: str) -> None:
        form = the_form(form_id)
        keys = [box.key for table in tables_of(form).values() for _, box in table.boxes() if box.key is not None]
        assert sorted(keys) == sorted(form.cells)

    def test_boxes_cover_every_position_once(self, form_id: str) -> None:
        for table in tables_of(the_form(form_id)).values():
            positions = [
                (line + down, box.column + right)
                for line, box in table.boxes()
                for down in range(box.high)
                for right in range(box.wide)
            ]
            columns = len(table.widths)
            assert sorted(positions) == [(i, j) for i in range(len(table.lines)) for j in range(columns)]
            assert sum(table.widths) == pytest.approx(1)

    def test_no_label_is_torn_from_its_group(self, form_id: str) -> None:
        table = tables_of(the_form(form_id))["requests"]
        for line, box in table.boxes():
            if box.role == "group" and box.column:
                assert [table.lines[n].joined for n in range(line, line + box.high)] == [True] * (box.high - 1) + [
                    False
                ]


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_report_gives_the_same_bytes(name: str) -> None:
    assert written(a_report(), name) == written(a_report(), name)


def test_values_that_are_printed_otherwise() -> None:
    cells = {
        "proactive.rules.issued": Cell("not_applicable", raw="—"),
        "proactive.rules.repealed": Cell("not_applicable", raw="没有"),
        "proactive.rules.in_force": Cell("count", Decimal("1.50"), raw="1.50"),
        "proactive.licensing.decisions": Cell("count", 22, raw="22（其中修订16件）"),
        "proactive.penalties.decisions": Cell("count", 7, raw="8（其中修订16件）"),
        "proactive.fees.amount": Cell("amount", Decimal("0.00001"), raw="0.00001", unit="万元"),
        "requests.new.total": Cell("unreadable", raw="1 2"),
        "requests.new.natural": Cell("missing"),
    }
    texts = paper_of(a_report(cells), the_law()).texts
    assert [texts[key] for key in cells] == ["—", "/", "1.50", "22（其中修订16件）", "7", "0.00001", "", ""]


def test_lines_broken_for_their_length_are_put_together() -> None:
    lines = (
        "（一）主动公开情况",
        "本年度通过政府网站、微信公众号等渠道主动公开政府信",
        "息126条，其中政策解读8件。",
        "（二）依申请公开。收到申请17件，办结16件，结转1件，没有超过",
        "期限的情形。",
        "咨询电话：0100-5550166，电子邮箱：office@example",
        "cn",
    )
    report = replace(a_report(), sections={"overview": "\n".join(lines)})
    assert paper_of(report, the_law()).chapters[0].paragraphs == (
        lines[0],
        lines[1] + lines[2],
        lines[3] + lines[4],
        f"{lines[5]} {lines[6]}",
    )


class TestPdf:
    def test_the_header_is_drawn_again_on_the_next_page(self) -> None:
        document = pypdfium2.PdfDocument(written(long_report(), "pdf"))
        pages = [document[i].get_textpage().get_text_range() for i in range(len(document))]
        holding = [page for page in pages if "结转下年度继续办理" in page or "予以公开" in page]
        assert len(holding) == 2
        assert all("社会" in page and "自然" in page for page in holding)
        assert [f"— {i} —" in page for i, page in enumerate(pages, 1)] == [True] * len(pages)

    def test_is_an_archive_with_title_and_tags(self) -> None:
        data = written(a_report(), "pdf")
        assert b"<pdfaid:part>2</pdfaid:part>" in data
        assert b"<pdfaid:conformance>B</pdfaid:conformance>" in data
        document = pypdfium2.PdfDocument(data)
        assert document.get_metadata_value("Title") == "青山县白石镇人民政府2023年政府信息公开工作年度报告"
        assert document.is_tagged()

    def test_text_comes_in_order(self) -> None:
        document = pypdfium2.PdfDocument(written(a_report(), "pdf"))
        text = re.sub(r"\s", "", "".join(document[i].get_textpage().get_text_range() for i in range(len(document))))
        rows = [
            "行政许可",
            "行政处罚",
            "行政强制",
            "1.属于国家秘密",
            "2.其他法律行政法规禁止公开",
            "六、其他需要报告的事项",
        ]
        assert sorted(rows, key=text.index) == rows


class TestDocx:
    def parts(self, report: Report, fonts: Fonts | None = None) -> dict[str, etree._Element]:
        with zipfile.ZipFile(io.BytesIO(written(report, "docx", fonts))) as archive:
            return {name: etree.fromstring(archive.read(name)) for name in archive.namelist()}

    def test_rows_are_not_split_and_headers_repeat(self) -> None:
        tables = self.parts(a_report())["word/document.xml"].findall(f".//{W}tbl")
        assert [len(table.findall(f".//{W}tblHeader")) for table in tables] == [0, 3, 3]
        for table in tables:
            assert len(table.findall(f".//{W}cantSplit")) == len(table.findall(f"{W}tr"))

    def test_rows_fill_the_grid(self) -> None:
        for table in self.parts(a_report())["word/document.xml"].findall(f".//{W}tbl"):
            columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
            for row in table.findall(f"{W}tr"):
                spans = [cell.find(f"{W}tcPr/{W}gridSpan") for cell in row.findall(f"{W}tc")]
                assert sum(1 if span is None else int(span.get(f"{W}val", "")) for span in spans) == columns

    def test_every_part_is_declared(self) -> None:
        parts = self.parts(a_report())
        declared = {entry.get("PartName", "")[1:] for entry in parts["[Content_Types].xml"] if entry.get("PartName")}
        assert declared == {name for name in parts if not name.endswith(".rels") and not name.startswith("[")}

    def test_fonts_are_named(self) -> None:
        styles = self.parts(a_report(), Fonts(body="青山仿宋 & 楷体"))["word/styles.xml"]
        named = {fonts.get(f"{W}eastAsia") for fonts in styles.iter(f"{W}rFonts")}
        assert named == {"青山仿宋 & 楷体", "方正小标宋简体", "黑体", "楷体_GB2312", "宋体"}


class TestXlsx:
    def formulas(self, report: Report) -> dict[str, str]:
        """Formulas of chapter three by cell."""
        with zipfile.ZipFile(io.BytesIO(written(report, "xlsx"))) as archive:
            sheet = etree.fromstring(archive.read("xl/worksheets/sheet3.xml"))
        found = {cell.get("r", ""): cell.findtext(f"{S}f") for cell in sheet.iter(f"{S}c")}
        return {cell: formula for cell, formula in found.items() if formula}

    def test_sums_that_hold_are_formulas(self) -> None:
        found = self.formulas(a_report())
        assert found["J5"] == "SUM(D5:I5)"
        assert found["D28"] == "SUM(D7:D27)"
        assert len(found) == 25 + 6

    def test_a_wrong_sum_stays_as_it_is(self) -> None:
        assert "J5" not in self.formulas(a_report({"requests.new.total": 9}))

    def test_a_blank_form_computes_once_filled(self) -> None:
        assert self.formulas(blank_report("2021", the_law()))["J5"] == 'IF(COUNT(D5:I5)=0,"",SUM(D5:I5))'


def test_html_names_the_scope_of_every_header_and_loads_nothing() -> None:
    data = written(a_report(), "html")
    page = LexborHTMLParser(data)
    assert all(header.attributes.get("scope") for header in page.css("th"))
    assert len(page.css("caption")) == len(page.css("colgroup")) == 3
    assert page.css("link, script, img, [src], [href]") == []
    assert b"url(" not in data


def test_html_escapes_what_comes_from_the_report() -> None:
    report = replace(a_report(body="<b>镇"), sections={"overview": "<script>1</script>"})
    page = LexborHTMLParser(written(report, "html"))
    assert page.css("script, main b") == []


def test_csv_has_a_line_for_every_cell() -> None:
    rows = list(csv.DictReader(io.StringIO(written(a_report(), "csv").decode("utf-8-sig"))))
    assert [row["key"] for row in rows] == list(the_form("2021").cells)
    assert rows[0] == {
        "key": "proactive.rules.issued",
        "table": "主动公开政府信息情况",
        "row": "规章",
        "column": "本年制发件数",
        "kind": "count",
        "value": "0",
        "unit": "件",
    }
