"""What comes out, where, and with which status."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gongkai.cli import work
from gongkai.report.report import Report
from tests.cli.run import BARE, CLEAN, GAPS, WRONG, gongkai, parsed, write
from tests.layouts import LAYOUTS, draw
from tests.layouts.known import KnownReport, completed, the_form, values_of
from tests.report.build import a_report

NO_REPORT = "会议纪要\n\n今天开会。\n".encode()


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """A report as text, as an office might publish it."""
    form = the_form("2021")
    known = KnownReport(form, "青山县白石镇人民政府", 2023, values_of(form, completed(form, {})))
    return write(tmp_path, "白石镇2023.txt", LAYOUTS["tabs, spans kept"].writer.write(draw(known)).encode())


class TestShape:
    def test_one_file_is_one_object(self, tmp_path: Path) -> None:
        result = gongkai("read", str(write(tmp_path, "a.json", CLEAN)), "--format", "json")
        assert result.exit_code == 0
        assert parsed(result)["schema"] == "gongkai.report/1"
        assert len(parsed(result)["cells"]) == 200
        assert "findings" not in parsed(result)

    def test_more_files_are_an_array_in_their_order(self, tmp_path: Path) -> None:
        files = [str(write(tmp_path, f"{name}.json", CLEAN)) for name in "cab"]
        assert len(parsed(gongkai("read", *files, "--format", "json"))) == 3

    @pytest.mark.parametrize("named", ["folder", "folder/*.txt"])
    def test_a_folder_or_a_pattern_is_an_array_even_of_one(self, tmp_path: Path, document: Path, named: str) -> None:
        (tmp_path / "folder").mkdir()
        document.rename(tmp_path / "folder" / document.name)
        result = gongkai("read", str(tmp_path / named), "--format", "json")
        assert [report["source"]["name"] for report in parsed(result)] == ["白石镇2023.txt"]

    def test_lines(self, tmp_path: Path) -> None:
        files = [str(write(tmp_path, f"{name}.json", CLEAN)) for name in "ab"]
        lines = gongkai("read", *files, "--format", "jsonl").stdout.splitlines()
        assert [json.loads(line)["year"] for line in lines] == [2023, 2023]

    def test_check_adds_findings_and_counts(self, tmp_path: Path) -> None:
        found = parsed(gongkai("check", str(write(tmp_path, "a.json", WRONG)), "--format", "json"))
        assert {f["code"] for f in found["findings"]} == {"T3-ROW-SUM", "T3-COLUMN-SUM"}
        assert found["checks"] == {"passed": 116, "failed": 2, "not_assessable": 0}

    def test_a_document(self, document: Path) -> None:
        found = parsed(gongkai("check", str(document), "--format", "json"))
        assert (found["body"]["name"], found["year"], found["form"]) == ("青山县白石镇人民政府", 2023, "2021")
        assert [f for f in found["findings"] if f["level"] == "error"] == []

    def test_standard_input(self, document: Path) -> None:
        found = parsed(gongkai("read", "-", "--name", "x.txt", "--format", "json", data=document.read_bytes()))
        assert (found["source"]["name"], found["year"]) == ("x.txt", 2023)

    @pytest.mark.parametrize("jobs", ["1", "2"])
    def test_standard_input_among_files(self, tmp_path: Path, document: Path, jobs: str) -> None:
        file = str(write(tmp_path, "a.json", CLEAN))
        result = gongkai("read", file, "-", "--format", "json", "--jobs", jobs, data=document.read_bytes())
        assert [report["source"]["media_type"] for report in parsed(result)] == ["text/plain", "text/plain"]
        assert result.exit_code == 0

    def test_the_messages_in_english(self, tmp_path: Path) -> None:
        file = str(write(tmp_path, "a.json", WRONG))
        found = parsed(gongkai("check", file, "--format", "json", "--language", "en"))
        assert found["findings"][0]["message"].startswith("（一）予以公开: applicants add up to 0")


class TestStatus:
    @pytest.mark.parametrize(
        ("reports", "status"),
        [
            ([CLEAN], 0),
            ([BARE], 0),
            ([WRONG], 1),
            ([CLEAN, WRONG], 1),
            ([NO_REPORT], 2),
            ([WRONG, NO_REPORT, CLEAN], 2),
        ],
        ids=["clean", "warnings", "error", "one of two", "unreadable", "2 outranks 1"],
    )
    def test_of_check(self, tmp_path: Path, reports: list[Report | bytes], status: int) -> None:
        files = [str(write(tmp_path, f"{i}.json", report)) for i, report in enumerate(reports)]
        assert gongkai("check", *files).exit_code == status

    def test_of_read_does_not_judge(self, tmp_path: Path) -> None:
        assert gongkai("read", str(write(tmp_path, "a.json", WRONG))).exit_code == 0

    def test_follows_the_checks_that_were_chosen(self, tmp_path: Path) -> None:
        file = str(write(tmp_path, "a.json", WRONG))
        assert gongkai("check", file, "--ignore", "T3").exit_code == 0
        assert gongkai("check", file, "--select", "ST,T4-SUM").exit_code == 0
        assert gongkai("check", file, "--select", "t3-row").exit_code == 1

    @pytest.mark.parametrize(
        "arguments",
        [
            (),
            ("read",),
            ("reed", "a.txt"),
            ("read", "a.txt", "--format", "sarif"),
            ("read", "a.txt", "--jobs", "0"),
            ("read", "-", "-"),
            ("read", "nothing-*.txt"),
            ("check", "a.txt", "--select", "T9"),
            ("check", "a.txt", "--previous", "nowhere.txt"),
            ("explain", "NOTHING"),
        ],
        ids=" ".join,
    )
    def test_of_a_wrong_call(self, arguments: tuple[str, ...]) -> None:
        result = gongkai(*arguments)
        assert result.exit_code == 2
        assert result.stdout == ""
        assert result.stderr


class TestFailures:
    @pytest.mark.parametrize(
        ("data", "code"),
        [
            (NO_REPORT, "NOT-A-REPORT"),
            (b"", "UNDECODABLE"),
            (bytes(range(256)) * 40, "UNDECODABLE"),
            (b"%PDF-1.7 ...", "UNDECODABLE"),
            (b"PK\x03\x04...", "UNDECODABLE"),
            (b'{"schema": "gongkai.report/1"}', "NOT-A-REPORT"),
        ],
        ids=["another document", "empty", "bytes", "PDF", "DOCX", "half a report"],
    )
    def test_stand_in_their_place(self, tmp_path: Path, data: bytes, code: str) -> None:
        bad, good = str(write(tmp_path, "bad.txt", data)), str(write(tmp_path, "good.json", CLEAN))
        result = gongkai("read", bad, good, "--format", "json")
        failure, report = parsed(result)
        assert set(failure) == {"schema", "source", "error"}
        assert (failure["source"]["name"], failure["error"]["code"]) == ("bad.txt", code)
        assert report["year"] == 2023
        assert result.exit_code == 2

    def test_a_file_that_is_not_there(self, tmp_path: Path) -> None:
        result = gongkai("read", str(tmp_path / "none.txt"), "--format", "json")
        assert parsed(result)["error"]["code"] == "NOT-FOUND"
        assert result.exit_code == 2

    def test_are_told_at_the_end_on_standard_error(self, tmp_path: Path) -> None:
        files = [str(write(tmp_path, name, data)) for name, data in (("a.json", CLEAN), ("b.txt", NO_REPORT))]
        result = gongkai("check", *files, "--format", "jsonl")
        assert "共 2 份文件，读取 1 份，失败 1 份" in result.stderr
        assert "b.txt" in result.stderr
        assert "（NOT-A-REPORT）" in result.stderr

    def test_a_single_one_is_told_once(self, tmp_path: Path) -> None:
        result = gongkai("check", str(write(tmp_path, "b.txt", NO_REPORT)))
        assert result.stdout == ""
        assert result.stderr.count("不是政府信息公开工作年度报告") == 1

    def test_of_our_own_never_show_a_traceback(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("GONGKAI_DEBUG", raising=False)
        monkeypatch.setattr(work, "check_report", lambda *_, **__: 1 / 0)
        files = [str(write(tmp_path, f"{name}.json", CLEAN)) for name in "ab"]
        result = gongkai("check", *files, "--format", "json")
        assert [entry["error"]["code"] for entry in parsed(result)] == ["INTERNAL", "INTERNAL"]
        assert "ZeroDivisionError" in result.stderr
        assert "Traceback" not in result.output
        assert result.exit_code == 2

    def test_of_our_own_show_it_to_developers(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("GONGKAI_DEBUG", "1")
        monkeypatch.setattr(work, "check_report", lambda *_, **__: 1 / 0)
        assert "Traceback" in gongkai("check", str(write(tmp_path, "a.json", CLEAN))).stderr

    def test_a_form_that_the_law_does_not_know(self, tmp_path: Path) -> None:
        data = write(tmp_path, "a.json", CLEAN).read_bytes().replace(b'"form":"2021"', b'"form":"2031"')
        result = gongkai("check", str(write(tmp_path, "a.json", data)), "--format", "json")
        assert parsed(result)["error"]["code"] == "NOT-A-REPORT"


class TestPrevious:
    def test_is_compared(self, tmp_path: Path) -> None:
        last = write(tmp_path, "2022.json", a_report({"requests.carried_out.total": 5}, year=2022))
        this = write(tmp_path, "2023.json", CLEAN)
        found = parsed(gongkai("check", str(this), "--previous", str(last), "--format", "json"))
        assert [(f["code"], f["level"], f["expected"], f["found"]) for f in found["findings"]] == [
            ("XY-CARRIED", "warning", "5", "0")
        ]

    def test_that_cannot_be_read_ends_the_call(self, tmp_path: Path) -> None:
        last, this = write(tmp_path, "2022.txt", NO_REPORT), write(tmp_path, "2023.json", CLEAN)
        result = gongkai("check", str(this), "--previous", str(last))
        assert result.exit_code == 2
        assert "上一年度的报告无法读取" in result.stderr


class TestOutput:
    @pytest.mark.parametrize(
        ("name", "begins"),
        [
            ("a.json", b"{"),
            ("a.csv", b"source,"),
            ("a.html", b"<!DOCTYPE html>"),
            ("a.xlsx", b"PK"),
            ("a.txt", b"a.json"),
        ],
    )
    def test_the_suffix_chooses_the_format(self, tmp_path: Path, name: str, begins: bytes) -> None:
        (tmp_path / "in").mkdir()
        target = tmp_path / name
        result = gongkai("check", str(write(tmp_path / "in", "a.json", GAPS)), "-o", str(target))
        assert result.stdout == ""
        assert target.read_bytes().startswith(begins)
        assert [path.name for path in tmp_path.iterdir() if path.is_file()] == [name]

    def test_the_option_outranks_the_suffix(self, tmp_path: Path) -> None:
        target = tmp_path / "out.csv"
        gongkai("read", str(write(tmp_path, "a.json", CLEAN)), "-o", str(target), "--format", "jsonl")
        assert json.loads(target.read_text())["year"] == 2023

    def test_a_folder_that_is_not_there(self, tmp_path: Path) -> None:
        result = gongkai("read", str(write(tmp_path, "a.json", CLEAN)), "-o", str(tmp_path / "no" / "out.json"))
        assert result.exit_code == 2
        assert "无法写入" in result.stderr

    def test_a_hyphen_is_standard_output(self, tmp_path: Path) -> None:
        result = gongkai("read", str(write(tmp_path, "a.json", CLEAN)), "-o", "-", "--format", "json")
        assert parsed(result)["year"] == 2023

    def test_a_file_is_replaced_only_by_a_whole_one(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        target = write(tmp_path, "out.json", b"before")
        monkeypatch.setattr(work.Worker, "__call__", lambda *_: 1 / 0)
        result = gongkai("read", str(write(tmp_path, "a.json", CLEAN)), "-o", str(target))
        assert isinstance(result.exception, ZeroDivisionError)
        assert target.read_bytes() == b"before"
        assert sorted(path.name for path in tmp_path.iterdir()) == ["a.json", "out.json"]


class TestJobs:
    @pytest.mark.parametrize("jobs", ["1", "2", "3"])
    def test_the_order_is_that_of_the_call(self, tmp_path: Path, jobs: str) -> None:
        names = [f"{i:02}.json" for i in range(40)]
        files = [str(write(tmp_path, name, NO_REPORT if name == "07.json" else CLEAN)) for name in reversed(names)]
        result = gongkai("check", *files, "--jobs", jobs, "--format", "text")
        heads = [line for line in result.stdout.splitlines() if line.endswith(".json")]
        assert heads == list(reversed(names))
        assert result.exit_code == 2

    def test_the_result_is_the_same(self, tmp_path: Path) -> None:
        for i in range(30):
            write(tmp_path, f"{i}.json", [CLEAN, WRONG, GAPS][i % 3])
        one, two = (gongkai("check", f"{tmp_path}/*.json", "--jobs", n, "--format", "jsonl") for n in "12")
        assert one.stdout == two.stdout
