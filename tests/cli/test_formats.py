"""Each format, with what could go wrong in it."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import msgspec
import pytest

from gongkai.cli.render.layout import grid, wrap
from gongkai.cli.render.tabular import neutral
from gongkai.cli.render.words import place_id, place_text
from gongkai.report.notice import Notice
from gongkai.report.report import Report
from gongkai.report.values import MISSING, Cell, Place, Text
from gongkai.text.normal import width
from tests.cli.run import CLEAN, GAPS, WRONG, gongkai, write
from tests.report.build import BLANK, SLASH, UNREADABLE, a_report, an_empty_report, row

Show = Callable[..., str]

ODD = a_report(
    {
        "proactive.rules.issued": BLANK,
        "proactive.rules.repealed": SLASH,
        "proactive.rules.in_force": UNREADABLE,
        "proactive.licensing.decisions": MISSING,
        "proactive.penalties.decisions": Cell("count", 5, "=5件", unit="件"),
    }
)
NOISY = msgspec.structs.replace(
    CLEAN,
    notices=tuple(
        Notice("LOST-CELLS", {"row": f"{i}.行", "found": 6, "expected": 7}, at=Place(line=i)) for i in range(1, 21)
    ),
)


@pytest.fixture
def show(tmp_path: Path) -> Show:
    def run(command: str, *reports: Report | bytes, format_name: str = "text", language: str = "zh") -> str:
        files = [str(write(tmp_path, f"{i}.json", report)) for i, report in enumerate(reports)]
        return gongkai(command, *files, "--format", format_name, "--language", language).stdout

    return run


class TestText:
    def test_a_clean_report(self, show: Show) -> None:
        assert show("check", CLEAN).splitlines() == [
            "0.json",
            "青山县白石镇人民政府 · 2023年度 · 2021年格式 · 本机关",
            "200个单元格：数量 199，金额 1",
            "",
            "核对118项：通过118，不通过0，无法判断0。未发现问题。",
        ]

    def test_a_finding(self, show: Show) -> None:
        text = show("check", WRONG)
        assert "错误 T3-ROW-SUM 行合计不等 原文第" in text
        assert "  “（一）予以公开”各申请人之和为0，总计填的是3，相差3。" in text
        assert "  依据  《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）表三" in text
        assert "  处理  核对该行各列与总计，改正填错的数字。" in text
        assert text.endswith("核对118项：通过116，不通过2，无法判断0。问题2个：错误2，警告0，提示0。\n")

    def test_both_sides_where_the_sentence_does_not_name_them(self, show: Show) -> None:
        title = Text("白石镇2023年政府信息公开公开工作年度报告")
        assert "  应为青山县白石镇人民政府2023年政府信息公开工作年度报告，实为白石镇" in show(
            "check", a_report(title=title)
        )

    def test_errors_come_before_warnings(self, show: Show) -> None:
        text = show("check", a_report({"remedies.direct_suit.total": 1, "proactive.rules.issued": SLASH}))
        assert text.index("T4-SUM") < text.index("TB-PLACEHOLDER")

    def test_what_could_not_be_judged_is_told_apart(self, show: Show) -> None:
        text = show("check", GAPS)
        assert "无法判断\n  T3-ROW-SUM 1处无法核对，所涉单元格没有数字（空白）" in text

    def test_many_notices_of_one_kind_are_told_shortly(self, show: Show) -> None:
        text = show("check", NOISY)
        assert text.count("LOST-CELLS") == 2
        assert "读取提示 20" in text
        assert "同类提示另有18条：原文第3行，原文第4行，" in text

    def test_the_sums_of_many_files(self, show: Show) -> None:
        text = show("check", CLEAN, WRONG, b"x")
        assert text.splitlines()[-1] == ("合计3份：有错误1份，有警告0份，仅有提示0份，未发现问题1份，无法读取1份。")
        assert "2.json\n  无法读取（NOT-A-REPORT）" in text

    def test_english(self, show: Show) -> None:
        text = show("check", WRONG, language="en")
        assert "error T3-ROW-SUM line" in text
        assert "118 checks: 116 passed, 2 failed, 0 could not be judged. 2 findings: 2 errors" in text

    def test_the_tables(self, show: Show) -> None:
        lines = show("read", ODD).splitlines()
        rules = next(line for line in lines if line.startswith("规章"))
        assert rules.split() == ["规章", "□", "/", "？"]
        assert next(line for line in lines if line.startswith("行政许可")).split() == ["行政许可", "×"]
        assert lines[-1] == "□ 空白　× 缺失　？ 无法确定"
        assert next(line for line in lines if "1.属于国家秘密" in line).startswith("　　1.属于国家秘密")

    def test_columns_stand_under_one_another(self, show: Show) -> None:
        lines = show("read", a_report(row("requests.new", 1, 22, 333, 4444, 55555, 6, 7))).splitlines()
        start = next(i for i, line in enumerate(lines) if line.startswith("三、收到"))
        table = [line for line in lines[start:] if re.search(r"\d$", line)][:25]
        assert len({width(line) for line in table}) == 1

    @pytest.mark.parametrize("report", [CLEAN, ODD, an_empty_report(), a_report(form="2019", year=2020)])
    def test_no_line_is_too_long(self, show: Show, report: Report) -> None:
        for command in ("read", "check"):
            assert max(map(width, show(command, report).splitlines())) <= 98


class TestLayout:
    @pytest.mark.parametrize(
        ("text", "columns", "lines"),
        [
            ("一二三四五", 6, ["一二三", "四五"]),
            ("一二三，四", 6, ["一二三，", "四"]),
            ("一二“三四”", 6, ["一二", "“三四”"]),
            ("一二三“四”", 7, ["一二三", "“四”"]),
            ("　　一二三", 8, ["　　一二", "　　三"]),
            ("abc def", 5, ["abc", "def"]),
            ("", 5, [""]),
        ],
    )
    def test_wrap(self, text: str, columns: int, lines: list[str]) -> None:
        assert wrap(text, columns) == lines

    def test_grid(self) -> None:
        drawn = grid(["", "甲", "乙"], [["第一行", "1", "22"], ["　二", "333", "4444"]], ["", "合称", "合称"])
        assert drawn == [
            "        ─ 合称 ──",
            "         甲    乙",
            "─" * 17,
            "第一行    1    22",
            "　二    333  4444",
        ]


class TestCsv:
    def test_a_line_a_cell(self, show: Show) -> None:
        rows = list(csv.DictReader(io.StringIO(show("read", GAPS, format_name="csv"))))
        assert len(rows) == 200
        fees = next(row for row in rows if row["key"] == "proactive.fees.amount")
        assert fees == {
            "source": "0.json",
            "body": "'=1+1镇",
            "year": "2023",
            "form": "2021",
            "key": "proactive.fees.amount",
            "row_label": "行政事业性收费",
            "column_label": "本年收费金额（单位：万元）",
            "kind": "amount",
            "value": "321.8736",
            "unit": "万元",
            "raw": "321.8736",
            "place": "line:19",
        }

    def test_a_line_a_finding(self, show: Show) -> None:
        rows = list(csv.DictReader(io.StringIO(show("check", WRONG, b"x", format_name="csv"))))
        assert [(row["code"], row["level"], row["outcome"]) for row in rows] == [
            ("T3-ROW-SUM", "error", "failed"),
            ("T3-COLUMN-SUM", "error", "failed"),
            ("NOT-A-REPORT", "error", "error"),
        ]
        assert (rows[0]["expected"], rows[0]["found"]) == ("0", "3")

    @pytest.mark.parametrize(
        ("value", "field"),
        [
            ("=1+1", "'=1+1"),
            ("+1", "'+1"),
            ("-", "'-"),
            ("@x", "'@x"),
            ("\tx", "'\tx"),
            ("镇", "镇"),
            (-3, -3),
            (None, ""),
        ],
    )
    def test_no_text_is_a_formula_and_every_number_a_number(self, value: str | int | None, field: str | int) -> None:
        assert neutral(value) == field


class TestXlsx:
    def sheets(self, tmp_path: Path, command: str, *reports: Report | bytes) -> dict[str, list[list[str]]]:
        target = tmp_path / "out.xlsx"
        files = [str(write(tmp_path, f"{i}.json", report)) for i, report in enumerate(reports)]
        gongkai(command, *files, "-o", str(target))
        return read_workbook(target)

    def test_check(self, tmp_path: Path) -> None:
        sheets = self.sheets(tmp_path, "check", WRONG, NOISY, b"x")
        assert {name: len(rows) - 1 for name, rows in sheets.items()} == {
            "文件": 3,
            "单元格": 400,
            "问题": 2,
            "提示": 20,
        }
        assert sheets["文件"][3][6] == "NOT-A-REPORT"

    def test_read_has_no_findings(self, tmp_path: Path) -> None:
        assert list(self.sheets(tmp_path, "read", CLEAN)) == ["文件", "单元格", "提示"]

    def test_no_text_is_a_formula(self, tmp_path: Path) -> None:
        assert self.sheets(tmp_path, "read", GAPS)["单元格"][1][1] == "=1+1镇"
        with zipfile.ZipFile(tmp_path / "out.xlsx") as book:
            text = b"".join(book.read(name) for name in book.namelist() if "worksheets/" in name)
        assert b"<f>" not in text
        assert b"<v>321.8736</v>" in text


def read_workbook(path: Path) -> dict[str, list[list[str]]]:
    """The cells of every sheet as text; our sheets keep their strings in their cells."""
    space = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    found: dict[str, list[list[str]]] = {}
    with zipfile.ZipFile(path) as book:
        names = [
            sheet.attrib["name"]
            for sheet in ElementTree.fromstring(book.read("xl/workbook.xml")).iter()
            if sheet.tag.endswith("}sheet")
        ]
        for i, name in enumerate(names, 1):
            tree = ElementTree.fromstring(book.read(f"xl/worksheets/sheet{i}.xml"))
            found[name] = [_row(element, space) for element in tree.iterfind(".//m:row", space)]
    return found


def _row(element: ElementTree.Element, space: dict[str, str]) -> list[str]:
    values = {cell.attrib["r"]: "".join(cell.itertext()) for cell in element.iterfind("m:c", space)}
    return [values.get(f"{letter}{element.attrib['r']}", "") for letter in "ABCDEFGHIJKLMN"]


class _Page(HTMLParser):
    """Tags, and whether every one is closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


class TestHtml:
    def test_is_whole_and_has_no_script(self, show: Show) -> None:
        text = show("check", ODD, NOISY, b"x", a_report(form="2019", year=2020), format_name="html")
        page = _Page(text)
        names = [tag for tag, _ in page.tags]
        assert page.open == []
        assert not {"script", "link", "img", "iframe"} & set(names)
        assert not [attrs for _, attrs in page.tags if any(name.startswith("on") for name in attrs)]
        assert "http" not in text
        assert names.count("section") == 4

    def test_every_head_has_its_scope(self, show: Show) -> None:
        page = _Page(show("read", CLEAN, format_name="html"))
        heads = [attrs for tag, attrs in page.tags if tag == "th"]
        corners = [attrs for attrs in heads if "scope" not in attrs]
        assert len(corners) == 6
        assert [tag for tag, _ in page.tags].count("caption") == 6
        assert [tag for tag, _ in page.tags].count("td") == 200

    def test_everything_is_escaped(self, show: Show) -> None:
        evil = "<script>alert('&')</script>\""
        report = a_report({"proactive.rules.issued": Cell("not_applicable", raw=evil)}, body=evil)
        text = show("check", report, format_name="html")
        assert "<script" not in text
        assert "&lt;script&gt;alert(&#x27;&amp;&#x27;)" in text

    def test_cells_of_findings_are_marked(self, show: Show) -> None:
        page = _Page(show("check", WRONG, format_name="html"))
        assert len([1 for tag, attrs in page.tags if tag == "td" and "told" in (attrs.get("class") or "")]) == 28


class TestSarif:
    def log(self, show: Show, *reports: Report | bytes) -> Any:
        found = json.loads(show("check", *reports, format_name="sarif"))
        assert found["version"] == "2.1.0"
        return found["runs"][0]

    def test_results(self, show: Show) -> None:
        run = self.log(show, WRONG)
        rules = run["tool"]["driver"]["rules"]
        first = run["results"][0]
        assert rules[first["ruleIndex"]]["id"] == first["ruleId"] == "T3-ROW-SUM"
        assert (first["kind"], first["level"]) == ("fail", "error")
        location = first["locations"][0]
        assert location["physicalLocation"]["region"]["startLine"] > 0
        assert location["physicalLocation"]["artifactLocation"]["uri"].endswith("0.json")
        assert location["logicalLocations"][0] == {"fullyQualifiedName": "requests.granted.natural"}
        assert run["invocations"] == [{"executionSuccessful": True}]

    def test_what_could_not_be_judged_has_no_level(self, show: Show) -> None:
        results = self.log(show, GAPS)["results"]
        assert {(r["kind"], r["level"]) for r in results if r["ruleId"] == "T3-ROW-SUM"} == {("open", "none")}

    def test_a_file_that_could_not_be_read(self, show: Show) -> None:
        run = self.log(show, CLEAN, b"x", WRONG)
        assert len(run["results"]) == 2
        (invocation,) = run["invocations"]
        assert not invocation["executionSuccessful"]
        assert invocation["toolExecutionNotifications"][0]["descriptor"] == {"id": "NOT-A-REPORT"}

    def test_nothing_found(self, show: Show) -> None:
        assert self.log(show, CLEAN)["results"] == []


@pytest.mark.parametrize(
    ("place", "people", "machines"),
    [
        (None, "", ""),
        (Place(), "", ""),
        (Place(line=61), "原文第61行", "line:61"),
        (Place(page=3, bbox=(0, 0, 1, 1)), "原文第3页", "page:3"),
        (Place(sheet="表二", cell="B4"), "工作表表二的B4", "sheet:表二 cell:B4"),
        (Place(table=2, row=3, column=4), "第2张表第3行第4列", "table:2 row:3 column:4"),
        (Place(block=12), "原文第12段", "block:12"),
    ],
)
def test_places(place: Place | None, people: str, machines: str) -> None:
    assert place_text(place, "zh") == people
    assert place_id(place) == machines
