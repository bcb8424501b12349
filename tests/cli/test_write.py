"""``gongkai write`` and ``gongkai fill``."""

from __future__ import annotations

import builtins
import json
from pathlib import Path
from typing import Any

import pytest

from gongkai.reading import read_report
from gongkai.writing import FORMATS, typesetting
from tests.cli.run import CLEAN, gongkai, process, write
from tests.layouts.known import the_form, the_law
from tests.report.build import UNREADABLE, a_report
from tests.writing.filled_forms import BODY, YEARS, filled_docx, filled_xlsx

ZEROS = {form: dict.fromkeys(the_form(form).cells, "0") for form in ("2021", "2019")}


@pytest.mark.parametrize("name", FORMATS)
def test_the_suffix_names_the_format(name: str, tmp_path: Path) -> None:
    target = tmp_path / f"out.{name}"
    result = gongkai("write", str(write(tmp_path, "r.json", CLEAN)), "-o", str(target))
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    if name not in ("csv", "json"):
        assert read_report(target.read_bytes(), target.name, the_law()).body == CLEAN.body


def test_any_readable_file_will_do(tmp_path: Path) -> None:
    first, second = tmp_path / "one.docx", tmp_path / "two.txt"
    assert gongkai("write", str(write(tmp_path, "r.json", CLEAN)), "-o", str(first)).exit_code == 0
    assert gongkai("write", str(first), "-o", str(second)).exit_code == 0
    assert read_report(second.read_bytes(), "two.txt", the_law()).year == CLEAN.year


def test_standard_output_takes_a_format() -> None:
    result = gongkai("write", "--blank", "2021", "-o", "-", "--format", "md")
    assert result.exit_code == 0
    assert "## 三、收到和处理政府信息公开申请情况" in result.stdout


def test_what_is_drawn_blank_is_counted(tmp_path: Path) -> None:
    report = a_report({"requests.new.natural": UNREADABLE, "requests.new.research": UNREADABLE})
    result = gongkai("write", str(write(tmp_path, "r.json", report)), "-o", str(tmp_path / "out.html"))
    assert result.exit_code == 0
    assert "无法确定 2 格" in result.stderr


def test_characters_without_a_glyph_are_told(tmp_path: Path) -> None:
    report = a_report(body="青山县㴩石镇人民政府")
    result = gongkai("write", str(write(tmp_path, "r.json", report)), "-o", str(tmp_path / "out.pdf"))
    assert result.exit_code == 0
    assert "㴩（U+3D29）" in result.stderr
    assert read_report((tmp_path / "out.pdf").read_bytes(), "out.pdf", the_law()).body == "青山县〓石镇人民政府"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("-o", "out.pdf"), "二者选择一种"),
        (("--blank", "2021", "r.json", "-o", "out.pdf"), "二者选择一种"),
        (("--blank", "2020", "-o", "out.pdf"), "没有 2020 年的格式；有2019、2021"),
        (("--blank", "2021", "-o", "out.rtf"), "看不出要写成哪种格式"),
        (("--blank", "2021", "-o", "out.pdf", "--font", "正文"), "应当写成 部分=字体"),
        (("--blank", "2021", "-o", "out.pdf", "--font-folder", "nowhere"), "不是文件夹"),
        (("nothing.json", "-o", "out.pdf"), "没有找到文件 nothing.json"),
        ((".", "-o", "out.pdf"), "是文件夹"),
        (("--blank", "2021"), "缺少 -o"),
    ],
)
def test_a_wrong_call_is_told(arguments: tuple[str, ...], told: str, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.chdir(tmp_path)
    result = gongkai("write", *arguments)
    assert result.exit_code == 2
    assert told in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_fonts_are_named_in_the_document_and_unknown_ones_told(tmp_path: Path) -> None:
    call = ("write", "--blank", "2021", "--font", "正文=青山仿宋", "--font-folder", str(tmp_path), "-o")
    assert "青山仿宋" in gongkai(*call, str(tmp_path / "form.pdf")).stderr
    assert gongkai(*call, str(tmp_path / "form.docx")).stderr == ""


def test_without_typst_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name == "typst":
            raise ImportError(name)
        return real(name, *rest, **more)

    typesetting._compiler.cache_clear()
    monkeypatch.setattr(builtins, "__import__", without)
    result = gongkai("write", "--blank", "2021", "-o", str(tmp_path / "form.pdf"))
    assert result.exit_code == 2
    assert "gongkai[pdf]" in result.stderr


def test_other_formats_need_no_typst() -> None:
    done = process("write", "--blank", "2021", "-o", "-", "--format", "docx")
    assert done.returncode == 0
    assert done.stdout.startswith(b"PK")


class TestFill:
    @pytest.mark.parametrize("form", ["2021", "2019"])
    def test_a_filled_document_becomes_a_report(self, form: str, tmp_path: Path) -> None:
        texts = {**ZEROS[form], "requests.new.natural": "3", "requests.new.total": "3"}
        texts |= {"requests.carried_out.natural": "3", "requests.carried_out.total": "3"}
        result = gongkai("fill", str(write(tmp_path, "form.docx", filled_docx(form, texts))))
        assert (result.exit_code, result.stderr) == (0, "全部填写，没有错误。\n")
        found = json.loads(result.stdout)
        assert (found["body"]["name"], found["year"], found["form"]) == (BODY, YEARS[form], form)
        assert {key: format(cell["value"]) for key, cell in found["cells"].items()} == texts

    def test_what_is_wrong_is_told_row_by_row(self, tmp_path: Path) -> None:
        texts = {
            **ZEROS["2021"],
            "requests.new.natural": "十二",
            "requests.granted.total": "5",
            "proactive.fees.amount": "",
        }
        target = tmp_path / "out.json"
        form = write(tmp_path, "form.xlsx", filled_xlsx("2021", texts))
        result = gongkai("fill", str(form), "-o", str(target))
        assert result.exit_code == 1
        lines = result.stderr.splitlines()
        assert lines[0] == "标题：没有填写机关名称"
        assert "二、主动公开政府信息情况，行政事业性收费：本年收费金额（单位：万元），没有填写" in result.stderr
        assert [line for line in lines if line.startswith("请核对：“十二”")]
        assert [line for line in lines if "（一）予以公开" in line and "5" in line]
        assert lines[-1] == f"共 {len(lines) - 1} 处需要处理。"
        assert json.loads(target.read_bytes())["cells"]["requests.granted.total"]["value"] == 5

    def test_what_is_no_report_is_refused(self, tmp_path: Path) -> None:
        result = gongkai("fill", str(write(tmp_path, "a.txt", "没有表格".encode())))
        assert (result.exit_code, result.stdout) == (2, "")
        assert "不是政府信息公开工作年度报告" in result.stderr
