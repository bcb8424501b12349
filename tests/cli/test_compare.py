"""``compare``, ``trend`` and ``rollup`` from the outside: formats, statuses, wrong calls."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import msgspec
import pypdfium2
import pytest
from click.testing import Result
from python_calamine import CalamineWorkbook

from gongkai.report.contract import schema
from gongkai.report.report import Report
from gongkai.text.normal import squeeze, width
from gongkai.writing import write_report
from tests.cli.run import gongkai, parsed, process, write
from tests.layouts import the_law
from tests.report.build import BLANK, a_report, row
from tests.report.rollup.build import part
from tests.writing.known_reports import DAY

ONE = "全年在县政府网站公开信息一百二十六条，其中政策文件十七条，解读材料二十三条，会议信息八条。"
THREE = "政务公开工作纳入年度考核，占分值百分之四，全年组织业务培训两次，参加培训四十人次，开展自查一次。"
TWO = "收到群众申请十七件，均已按期办结，没有因政府信息公开工作被申请行政复议或者提起行政诉讼。"
KEY = "requests.new.natural"


def with_text(report: Report, overview: str) -> Report:
    return msgspec.structs.replace(report, sections={**report.sections, "overview": overview})


LAST = with_text(
    a_report({KEY: 8, "requests.carried_out.natural": 3}, year=2022), ONE + TWO + THREE + "停办旧栏目一个。"
)
THIS = with_text(a_report({KEY: 10, "requests.new.total": BLANK}), ONE + TWO + THREE + "=1+1<b>新设</b>栏目。")


class Folder:
    """Files for one test, and the commands on them."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def put(self, name: str, report: Report | bytes) -> str:
        return str(write(self.path, name, report))

    def out(self, name: str) -> Path:
        return self.path / name


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def pdf_text(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    return "".join(document[i].get_textpage().get_text_range() for i in range(len(document)))


def sheets(data: bytes) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


class TestCompare:
    def run(self, folder: Folder, *options: str) -> Result:
        return gongkai("compare", folder.put("2022.json", LAST), folder.put("2023.json", THIS), *options)

    def test_text(self, folder: Folder) -> None:
        result = self.run(folder)
        assert result.exit_code == 0
        text = result.stdout
        assert "前一份　青山县白石镇人民政府 · 2022年度" in text
        assert "警告 XY-CARRIED 结转数与上年不衔接" in text
        assert "警告 RP-LAST-YEAR" in text
        assert re.search(r"数量　自然人 +8 +10 +2 +\+25\.0%", text)
        assert re.search(r"数量　总计 +0 +空白 +不能比较", text)
        assert "  ……3句相同" in text
        assert "  删去 停办旧栏目一个。" in text
        assert "  新增 =1+1<b>新设</b>栏目。" in text

    def test_json(self, folder: Folder) -> None:
        found = parsed(self.run(folder, "--format", "json"))
        assert found["schema"] == "gongkai.compare/1"
        assert (found["earlier"]["year"], found["later"]["year"], len(found["cells"])) == (2022, 2023, 200)
        pair = next(one for one in found["cells"] if one["key"] == KEY)
        assert (pair["difference"], pair["percent"], pair["relation"]) == (2, "25.0", "differs")
        blank = next(one for one in found["cells"] if one["key"] == "requests.new.total")
        assert (blank["later"]["kind"], blank["later"]["value"], blank["difference"]) == ("blank", None, None)
        assert {f["code"] for f in found["findings"]} == {"XY-CARRIED", "RP-LAST-YEAR"}
        assert [p["similarity"] for p in found["repetition"]["passages"]][:2] == [1.0, 1.0]

    def test_html_escapes_what_the_document_says(self, folder: Folder) -> None:
        page = self.run(folder, "--format", "html").stdout
        assert "<b>新设" not in page
        assert "<ins>=1+1&lt;b&gt;新设&lt;/b&gt;栏目。</ins>" in page
        assert "<del>停办旧栏目一个。</del>" in page
        assert "<script" not in page

    def test_xlsx(self, folder: Folder) -> None:
        target = folder.out("x.xlsx")
        assert self.run(folder, "-o", str(target)).exit_code == 0
        found = sheets(target.read_bytes())
        assert list(found) == ["说明", "重复率", "单元格", "文字"]
        assert len(found["单元格"]) == 201
        line = next(line for line in found["单元格"] if line[-1] == KEY)
        assert line[1:5] == [8, 10, 2, "+25.0%"]
        assert ["新增", "", "=1+1<b>新设</b>栏目。"] in [line[1:] for line in found["文字"]]

    def test_pdf_says_what_the_page_says(self, folder: Folder) -> None:
        target = folder.out("x.pdf")
        assert self.run(folder, "-o", str(target)).exit_code == 0
        text = squeeze(pdf_text(target.read_bytes()))
        for said in (
            "两份年度报告的比较",
            "警告XY-CARRIED结转数与上年不衔接",
            f"{ONE}（一、总体情况，",
            "本年新收政府信息公开申请数量自然人8102+25.0%",
            "本年新收政府信息公开申请数量总计0空白不能比较",
            "……3句相同",
            "删去停办旧栏目一个。",
            "新增=1+1<b>新设</b>栏目。",
        ):
            assert squeeze(said) in text

    @pytest.mark.parametrize(("threshold", "codes"), [("90", {"RP-LAST-YEAR"}), ("99", set())])
    def test_the_threshold(self, folder: Folder, threshold: str, codes: set[str]) -> None:
        found = parsed(self.run(folder, "--format", "json", "--threshold", threshold))
        assert {f["code"] for f in found["findings"]} - {"XY-CARRIED"} == codes

    def test_a_report_with_itself(self, folder: Folder) -> None:
        file = folder.put("a.json", THIS)
        found = parsed(gongkai("compare", file, file, "--format", "json"))
        assert {one["relation"] for one in found["cells"]} == {"both_zero", "equal", "no_number"}
        assert found["repetition"]["overall"]["share"] == 1
        assert {c["kind"] for changes in found["text"].values() for c in changes} == {"same"}

    def test_the_wrong_order_is_told(self, folder: Folder) -> None:
        result = gongkai("compare", folder.put("b.json", THIS), folder.put("a.json", LAST))
        assert "先写的是2023年度，后写的是2022年度" in result.stdout

    def test_another_body_is_told(self, folder: Folder) -> None:
        result = gongkai("compare", folder.put("b.json", part(1, year=2022)), folder.put("a.json", part(2)))
        assert "警告 两份报告不是同一机关的：“第1镇”和“第2镇”。" in result.stdout
        assert "无法判断 XY-CARRIED" in result.stdout

    def test_no_line_is_too_long(self, folder: Folder) -> None:
        text = self.run(folder).stdout
        assert max(map(width, text.splitlines())) <= 98

    def test_two_forms(self, folder: Folder) -> None:
        old = folder.put("2020.json", a_report(form="2019", year=2020))
        text = gongkai("compare", old, folder.put("2021.json", a_report(year=2021))).stdout
        assert "二、主动公开政府信息情况：两份报告的格式不同，没有含义相同的单元格。" in text

    @pytest.mark.parametrize(("bad", "says"), [("nowhere.txt", "没有找到文件"), ("bad.txt", "不是政府信息公开")])
    def test_what_cannot_be_read(self, folder: Folder, bad: str, says: str) -> None:
        folder.put("bad.txt", "会议通知：请于周五前报名参加培训。".encode())
        result = gongkai("compare", str(folder.out(bad)), folder.put("a.json", THIS))
        assert result.exit_code == 2
        assert "前一份报告无法读取" in result.stderr
        assert says in result.stderr


class TestTrend:
    @pytest.fixture
    def files(self, folder: Folder) -> list[str]:
        out = row("requests.carried_out", 4, 0, 0, 0, 0, 0, 4)
        into = row("requests.carried_in", 5, 0, 0, 0, 0, 0, 5)
        years = {2020: {}, 2021: out, 2022: into, 2023: {}}
        return [
            folder.put(f"{year}.json", a_report(cells, year=year, form="2019" if year < 2021 else "2021"))
            for year, cells in years.items()
        ]

    def test_text(self, files: list[str]) -> None:
        result = gongkai("trend", *reversed(files))
        assert result.exit_code == 0
        assert "4个年度（2020、2021、2022、2023），比对5处衔接，发现1处不衔接。" in result.stdout
        assert "“自然人”应为4，填的是5" in result.stdout
        assert re.search(r"2020→2021 +衔接 +不可比", result.stdout)

    def test_other_formats(self, files: list[str], folder: Folder) -> None:
        found = parsed(gongkai("trend", *files, "--format", "json"))
        assert found["schema"] == "gongkai.trend/1"
        assert [(one["row"], one["later"]) for one in found["breaks"]] == [("requests.carried_in", 2022)]
        assert "<table" in gongkai("trend", *files, "--format", "html").stdout
        gongkai("trend", *files, "-o", str(folder.out("x.pdf")))
        assert "2021→2022不衔接" in squeeze(pdf_text(folder.out("x.pdf").read_bytes()))
        target = folder.out("x.xlsx")
        gongkai("trend", *files, "-o", str(target))
        assert list(sheets(target.read_bytes())) == ["说明", "衔接", "现行有效件数", "申请结转"]

    def test_five_years_as_they_were_published(self, folder: Folder) -> None:
        """Each year in another format and the first two in the old form: the two breaks are named, and no other."""
        carried = {2019: (0, 4), 2020: (4, 1), 2021: (1, 6), 2022: (5, 2), 2023: (2, 0)}
        in_force = {2021: (3, 1, 12), 2022: (2, 0, 14), 2023: (1, 4, 12)}
        formats = {2019: "html", 2020: "docx", 2021: "pdf", 2022: "md", 2023: "xlsx"}
        files: list[str] = []
        for year, (into, out) in carried.items():
            form = "2019" if year < 2021 else "2021"
            cells = {
                **row("requests.carried_in", into, 0, 0, 0, 0, 0, into, form=form),
                **row("requests.carried_out", out, 0, 0, 0, 0, 0, out, form=form),
                **(row("proactive.normative_documents", *in_force[year]) if year in in_force else {}),
            }
            report = a_report(cells, year=year, form=form)
            data = write_report(report, the_law(), formats[year], DAY).data
            files.append(folder.put(f"{year}.{formats[year]}", data))
        found = parsed(gongkai("trend", *files, "--format", "json"))
        breaks = [(one["row"], one["earlier"], one["later"]) for one in found["breaks"]]
        assert breaks == [("requests.carried_in", 2021, 2022), ("proactive.normative_documents", 2022, 2023)]
        assert [line["expected"] for line in found["breaks"][0]["lines"]] == ["6", "6"]
        assert [line["expected"] for line in found["breaks"][1]["lines"]] == ["11"]
        assert {step["outcome"] for step in found["steps"]} == {"holds", "broken", "not_comparable"}

    def test_a_bad_file_is_told_and_the_others_go_on(self, files: list[str], folder: Folder) -> None:
        result = gongkai("trend", *files, folder.put("bad.txt", b""))
        assert result.exit_code == 2
        assert "共 5 份文件，读取 4 份，失败 1 份。" in result.stderr
        assert "发现1处不衔接" in result.stdout

    def test_one_year_is_too_few(self, files: list[str]) -> None:
        result = gongkai("trend", files[0])
        assert (result.exit_code, result.stdout) == (2, "")
        assert "至少需要两个年度" in result.stderr


class TestRollup:
    def run(self, folder: Folder, *options: str) -> Result:
        for i in range(1, 4):
            folder.put(f"in/{i}.json", part(i, {KEY: i, "requests.new.commercial": BLANK if i == 2 else 1}))
        pattern = str(folder.out("in/*.json"))
        return gongkai("rollup", pattern, "--body", "青山县", "--year", "2023", *options)

    def test_json_is_a_report(self, folder: Folder) -> None:
        target = folder.out("county.json")
        result = self.run(folder, "-o", str(target))
        assert (result.exit_code, result.stdout) == (0, "")
        assert "有 1 格的合计缺少一些报告的数" in result.stderr
        found = json.loads(target.read_bytes())
        jsonschema.Draft202012Validator(schema()).validate(found)
        assert (found["body"]["name"], found["scope"], found["cells"][KEY]["value"]) == ("青山县", "aggregate", 6)
        assert found["contributions"]["cells"]["requests.new.commercial"] == {
            "values": [1, None, 1],
            "left_out": [{"report": 1, "why": "blank"}],
        }
        read = parsed(gongkai("read", str(target), "--format", "json"))
        assert read["cells"][KEY] == found["cells"][KEY]
        codes = {f["code"] for f in parsed(gongkai("check", str(target), "--format", "json"))["findings"]}
        assert "ST-TITLE" not in codes

    def test_against_a_published_one(self, folder: Folder) -> None:
        published = a_report({KEY: 4, "requests.new.commercial": 2}, body="青山县", scope="aggregate")
        result = self.run(folder, "--against", folder.put("pub.json", published))
        assert result.exit_code == 1
        assert "少2，正好等于“第2镇”的数，可能漏计。" in result.stdout
        found = parsed(self.run(folder, "--against", folder.put("pub.json", published), "--format", "json"))
        assert [(f["code"], f["cells"], f["expected"], f["found"]) for f in found["findings"]] == [
            ("HI-SUM", [KEY], "6", "4")
        ]

    def test_the_published_one_may_lie_in_the_same_folder(self, folder: Folder) -> None:
        published = folder.put("in/pub.json", a_report({KEY: 6}, body="青山县", scope="aggregate"))
        result = self.run(folder, "--against", published)
        assert "是用来比对的汇总报告，没有计入" in result.stderr
        assert "计入 3 份，没有计入 0 份" in result.stderr

    def test_who_has_no_report(self, folder: Folder) -> None:
        listed = folder.put("list.txt", "第1镇\n第2镇人民政府\n第7乡\n".encode("gb18030"))
        result = self.run(folder, "--bodies", listed)
        assert "名单上3个机关，2个有报告，1个没有。" in result.stdout
        assert "没有报告：第7乡。" in result.stdout
        assert "有报告而不在名单上：第3镇。" in result.stdout
        assert "没有报告的机关 1 个：第7乡" in result.stderr

    @pytest.mark.parametrize(
        ("extra", "says"),
        [
            (part(9, year=2022), "是2022年度报告，没有计入2023年度的汇总"),
            (part(1, {KEY: 9}, body="第1镇人民政府"), "有多份不同的报告"),
            (b"", "文件是空的"),
        ],
    )
    def test_what_is_not_in_the_sum_is_told(self, folder: Folder, extra: Report | bytes, says: str) -> None:
        if isinstance(extra, Report):
            source = msgspec.structs.replace(extra.source, sha256="f" * 64)
            extra = msgspec.structs.replace(extra, source=source)
        folder.put("in/9.json", extra)
        result = self.run(folder)
        assert result.exit_code == 2
        assert says in result.stderr
        assert "没有计入的报告" in result.stdout

    def test_html_and_workbook(self, folder: Folder) -> None:
        page = self.run(folder, "--format", "html").stdout
        assert "“第2镇”有1个单元格没有数字（空白1），没有计入合计，也没有当作0。" in page
        self.run(folder, "-o", str(folder.out("x.pdf")))
        text = squeeze(pdf_text(folder.out("x.pdf").read_bytes()))
        assert "一、本年新收政府信息公开申请数量62000" in text
        assert "没有计入合计，也没有当作0。" in text
        target = folder.out("x.xlsx")
        self.run(folder, "-o", str(target))
        found = sheets(target.read_bytes())
        assert found["各报告"][0] == ["行·列", "合计", "没有计入的份数", "第1镇", "第2镇", "第3镇"]
        assert next(line for line in found["各报告"] if line[4] == "空白")[1:] == [2, 1, 1, "空白", 1]

    @pytest.mark.parametrize(
        ("options", "says"),
        [
            (("--bodies", "nowhere.txt"), "机关名单 nowhere.txt 无法打开"),
            (("--against", "nowhere.json"), "公布的汇总报告无法读取：没有找到文件"),
            (("--year", "2016"), "2016年度没有统一的报告格式"),
            (("--year", "2024"), "没有可以汇总的2024年度报告"),
        ],
    )
    def test_a_wrong_call(self, folder: Folder, options: tuple[str, ...], says: str) -> None:
        result = self.run(folder, *options)
        assert (result.exit_code, result.stdout) == (2, "")
        assert says in result.stderr
        assert "Traceback" not in result.stderr

    def test_an_empty_list(self, folder: Folder) -> None:
        assert "没有机关名称" in self.run(folder, "--bodies", folder.put("l.txt", b"# nobody\n")).stderr

    def test_several_processes_give_the_same(self, folder: Folder) -> None:
        one = self.run(folder, "--format", "json").stdout
        pattern = str(folder.out("in/*.json"))
        many = process("rollup", pattern, "--body", "青山县", "--year", "2023", "--format", "json", "--jobs", "2")
        assert many.stdout.decode() == one
