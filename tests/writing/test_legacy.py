"""A report as DOCX, turned by LibreOffice into what older offices keep, and read back: every cell, every chapter."""

from __future__ import annotations

import random
import subprocess
from pathlib import Path

import pytest

from gongkai.reading import read_report
from gongkai.reading.formats import libreoffice
from gongkai.report.report import Report
from gongkai.writing import write_report
from tests.layouts.known import (
    BLANK,
    PLACEHOLDER,
    KnownReport,
    Prose,
    completed,
    free_keys,
    the_form,
    the_law,
    values_of,
)
from tests.writing.known_reports import DAY, changed_sections, lost_cells, report_of

REAL = libreoffice.program()
TEXT = {
    "overview": (
        "（一）主动公开。在公示栏公开惠农补贴发放情况。",
        "（二）依申请公开。由专人登记、办理，全部按期答复。",
    ),
    "problems": ("主要问题是公示更新不够及时。改进措施是由专人每周巡看一遍。",),
    "other": ("没有收取信息处理费。",),
}


def known_report(form_id: str, seed: int) -> KnownReport:
    """A report of both long and short numbers, with cells left blank and cells with a stroke."""
    chance = random.Random(seed)
    form = the_form(form_id)
    keys = chance.sample(free_keys(form), 60)
    values = values_of(form, completed(form, {key: chance.choice((1, 12, 345, 6789012)) for key in keys}))
    lacking = {
        "requests.new.research": BLANK,
        "requests.denied_law.natural": BLANK,
        "requests.granted.other_org": PLACEHOLDER,
    }
    year = 2020 if form_id == "2019" else 2023
    preface = f"统计期限自{year}年1月1日起至{year}年12月31日止。联系电话：0100-5550123。"
    return KnownReport(form, "云溪县青石镇人民政府", year, {**values, **lacking}, Prose((preface,), TEXT))


KNOWN = [known_report("2021", 1), known_report("2019", 2)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("legacy")
    for known in KNOWN:
        (made / f"{known.form.id}.docx").write_bytes(write_report(report_of(known), the_law(), "docx", DAY).data)
    return made


@pytest.mark.slow
@pytest.mark.skipif(REAL is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("kind", ["doc", "rtf", "odt", "pdf"])
def test_every_cell_and_chapter_comes_back(kind: str, folder: Path) -> None:
    assert REAL is not None
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    files = [str(folder / f"{known.form.id}.docx") for known in KNOWN]
    command = [REAL, profile, "--headless", "--convert-to", kind, "--outdir", str(folder), *files]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    for known in KNOWN:
        file = folder / f"{known.form.id}.{kind}"
        read: Report = read_report(file.read_bytes(), file.name, the_law())
        assert lost_cells(known, read) == []
        assert changed_sections(report_of(known), read) == []
        assert (read.body, read.year, read.form) == (known.body, known.year, known.form.id)
