"""``gongkai verify``: the numbers of a report counted again from the records behind them."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from gongkai.report.contract import report_to_json
from gongkai.report.form import form_of
from gongkai.report.records import RECORDS, digest_of, leaves
from tests.cli.run import gongkai
from tests.layouts import the_law
from tests.report.build import a_report

KEY = "requests.new.natural"


def records(change: dict[str, str] | None = None) -> bytes:
    """A line for each cell of a clean report that records fill, whatever the record is; ``change``: other amounts."""
    clean = a_report()
    lines = []
    for number, key in enumerate(leaves(form_of(the_law(), clean.form))):
        adds = (change or {}).get(key, f"{clean.cells[key].value:f}" if clean.cells[key].value else "0")
        lines.append(json.dumps({"cell": key, "record": f"r{number}", "adds": adds, "day": None}))
    return "\n".join(lines).encode() + b"\n"


def packed(data: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(RECORDS, data)
    return file.getvalue()


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """A report with its proof, and its records."""
    data = records()
    said = json.loads(report_to_json(a_report(), the_law()))
    said["proof"] = {"algorithm": "sha256", "records": digest_of(data)}
    report, ledger = tmp_path / "报告.json", tmp_path / "依据.zip"
    report.write_text(json.dumps(said), "utf-8")
    ledger.write_bytes(packed(data))
    return report, ledger


def test_what_adds_up_is_said_to(files: tuple[Path, Path]) -> None:
    result = gongkai("verify", str(files[0]), "--ledger", str(files[1]))
    assert (result.exit_code, "一致：摘要相符" in result.output) == (0, True)


def test_a_number_that_was_changed_is_found_and_named(files: tuple[Path, Path]) -> None:
    said = json.loads(files[0].read_text("utf-8"))
    said["cells"][KEY]["value"] += 1
    files[0].write_text(json.dumps(said), "utf-8")
    result = gongkai("verify", str(files[0]), "--ledger", str(files[1]))
    assert result.exit_code == 1
    assert "不一致：一、本年新收政府信息公开申请数量·自然人" in result.output


def test_records_that_are_not_those_of_the_report_are_found(files: tuple[Path, Path]) -> None:
    files[1].write_bytes(packed(records(change={KEY: "77"})))
    result = gongkai("verify", str(files[0]), "--ledger", str(files[1]))
    assert result.exit_code == 1
    assert "记录文件的摘要与报告中的不一致" in result.output
    assert "按记录为77" in result.output


def test_an_adjusted_number_is_named(files: tuple[Path, Path]) -> None:
    data = records() + json.dumps({"cell": KEY, "adjusted": "0", "computed": "1"}).encode() + b"\n"
    files[1].write_bytes(packed(data))
    result = gongkai("verify", str(files[0]), "--ledger", str(files[1]))
    assert f"人工调整的单元格：{KEY}" in result.output


@pytest.mark.parametrize("data", [b"no archive", packed(b"no json\n")])
def test_files_that_are_neither_are_refused(files: tuple[Path, Path], data: bytes) -> None:
    files[1].write_bytes(data)
    result = gongkai("verify", str(files[0]), "--ledger", str(files[1]))
    assert result.exit_code == 2
    assert "Traceback" not in result.output
