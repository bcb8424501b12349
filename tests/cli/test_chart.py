"""``gongkai chart``."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.writing.chart import CHART_FORMATS
from tests.cli.run import CLEAN, gongkai, write
from tests.report.build import BLANK, a_report

STARTS = {"svg": b"<svg", "pdf": b"%PDF", "html": b"<!DOCTYPE"}


@pytest.mark.parametrize("name", CHART_FORMATS)
def test_the_suffix_names_the_format(name: str, tmp_path: Path) -> None:
    target = tmp_path / f"out.{name}"
    result = gongkai("chart", str(write(tmp_path, "r.json", CLEAN)), "-o", str(target))
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    assert target.read_bytes().startswith(STARTS[name])


def test_standard_output() -> None:
    result = gongkai("chart", "samples/qingshi_town_2023.txt", "-o", "-", "--format", "svg")
    assert result.stdout.startswith("<svg")
    assert "以下单元格没有数字" in result.stderr


def test_several_years(tmp_path: Path) -> None:
    files = [str(write(tmp_path, f"{year}.json", a_report(year=year))) for year in (2022, 2023)]
    result = gongkai("chart", *files, "-o", str(tmp_path / "out.svg"))
    assert result.exit_code == 0
    assert "2022—2023年政府信息公开工作年度报告图解" in (tmp_path / "out.svg").read_text(encoding="utf-8")


def test_what_is_lacking_is_told(tmp_path: Path) -> None:
    file = write(tmp_path, "r.json", a_report({"proactive.penalties.decisions": BLANK}))
    result = gongkai("chart", str(file), "-o", str(tmp_path / "out.svg"))
    assert result.exit_code == 0
    assert "“行政处罚·本年处理决定数量”（空白）" in result.stderr


def test_a_bad_file_is_told_and_the_others_are_drawn(tmp_path: Path) -> None:
    files = [str(write(tmp_path, "r.json", CLEAN)), str(write(tmp_path, "bad.txt", b""))]
    result = gongkai("chart", *files, "-o", str(tmp_path / "out.svg"))
    assert result.exit_code == 2
    assert "失败 1 份" in result.stderr
    assert (tmp_path / "out.svg").exists()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("nowhere.json", "-o", "x.svg"), "没有找到文件 nowhere.json"),
        (("samples/qingshi_town_2023.txt", "-o", "x.png"), "看不出要画成哪种格式"),
        (("samples/qingshi_town_2023.txt", "samples/market_bureau_2024.txt", "-o", "x.svg"), "至少需要两个年度"),
        (("samples/README.md", "-o", "x.svg"), "不是政府信息公开工作年度报告"),
    ],
)
def test_a_wrong_call(arguments: tuple[str, ...], says: str) -> None:
    result = gongkai("chart", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert says in result.stderr
    assert "Traceback" not in result.stderr
    assert not Path("x.svg").exists()
