"""``gongkai redact``."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.run import gongkai
from tests.release.redact.files import FILES, SECRET, made, page, said, shown, traces


def put(folder: Path, data: bytes, name: str = "report.pdf") -> str:
    path = folder / name
    path.write_bytes(data)
    return str(path)


def test_words_and_places_are_removed(tmp_path: Path) -> None:
    target = tmp_path / "open.pdf"
    result = gongkai("redact", put(tmp_path, FILES["text"]), "--words", SECRET, "--dpi", "110", "-o", str(target))
    assert (result.exit_code, result.stderr) == (0, "找到并遮盖1处。\n")
    assert traces(target.read_bytes()) == []
    place = ("--mark", "1:50,128,260,160", "--ground", "personal_privacy", "--dpi", "110")
    assert gongkai("redact", put(tmp_path, FILES["text"]), *place, "-o", str(target)).exit_code == 0
    assert traces(target.read_bytes()) == []


def test_what_stands_elsewhere_stops_it_unless_it_is_meant_to(tmp_path: Path) -> None:
    data = made(lambda pdf: (page(pdf), page(pdf, shown(50, 60, f"again {SECRET}"))))
    call = (
        "redact",
        put(tmp_path, data),
        "--mark",
        "1:50,128,260,160",
        "--dpi",
        "110",
        "-o",
        str(tmp_path / "open.pdf"),
    )
    result = gongkai(*call)
    assert result.exit_code == 2
    assert f"“{SECRET}”在第2页" in result.stderr
    assert not (tmp_path / "open.pdf").exists()
    result = gongkai(*call, "--keep-repeats")
    assert result.exit_code == 0
    assert "在别处保留" in result.stderr
    assert SECRET in said((tmp_path / "open.pdf").read_bytes())


def test_pages_without_text_are_told(tmp_path: Path) -> None:
    result = gongkai("redact", put(tmp_path, FILES["scan"]), "--words", SECRET, "-o", str(tmp_path / "open.pdf"))
    assert result.exit_code == 2
    assert "第1页没有文字" in result.stderr
    assert "没有找到要遮盖的内容" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "请用 --mark、--words 或者 --rule"),
        (("--mark", "1:2,3"), "应当写成 页码:左,上,右,下"),
        (("--mark", "50,128,260,160"), "应当写成 页码:左,上,右,下"),
        (("--mark", "9:1,2,3,4"), "文件只有1页"),
        (("--rule", "RL-NOTHING", "--words", "x"), "没有“RL-NOTHING”这一规则"),
    ],
)
def test_a_wrong_call_is_told(arguments: tuple[str, ...], told: str, tmp_path: Path) -> None:
    result = gongkai("redact", put(tmp_path, FILES["text"]), *arguments, "-o", str(tmp_path / "open.pdf"))
    assert result.exit_code == 2
    assert told in result.stderr
    assert "Traceback" not in result.stderr


def test_the_original_is_never_replaced(tmp_path: Path) -> None:
    path = put(tmp_path, FILES["text"])
    result = gongkai("redact", path, "--words", SECRET, "-o", path)
    assert result.exit_code == 2
    assert "不能覆盖原件" in result.stderr
    assert (tmp_path / "report.pdf").read_bytes() == FILES["text"]
    assert "无法读取" in gongkai("redact", str(tmp_path / "no.pdf"), "--words", "x", "-o", "-").stderr
