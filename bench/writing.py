"""``python -m bench.writing``: milliseconds a report in every format, once warm, beside LibreOffice making the PDF."""

from __future__ import annotations

import argparse
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from bench.measure import additions, one_core
from gongkai.report.report import Report
from gongkai.writing import FORMATS, write_report
from gongkai.writing.chart import CHART_FORMATS, picture_of, write_chart
from tests.layouts.known import KnownReport, Prose, completed, free_keys, the_form, the_law, values_of
from tests.writing.known_reports import DAY, report_of

# Milliseconds that the project promises itself.
GOALS = {"pdf": "40", "docx": "60"}
SEED = 2021
SENTENCE = "围绕群众关心的事项公开信息{}条，办理申请{}件，答复均在法定期限以内。"


def reports(number: int) -> list[Report]:
    """Different reports of both forms with some 2,000 characters of text, the same for the same number."""
    chance = random.Random(SEED)
    return [report_of(_known(chance, "2019" if i % 5 == 0 else "2021")) for i in range(number)]


def _known(chance: random.Random, form_id: str) -> KnownReport:
    form = the_form(form_id)
    keys = chance.sample(free_keys(form), 40)
    numbers = completed(form, {key: chance.randrange(300) for key in keys})
    text = {
        section: tuple(
            "".join(SENTENCE.format(chance.randrange(900), chance.randrange(90)) for _ in range(6))
            for _ in range(lines)
        )
        for section, lines in (("overview", 6), ("problems", 3), ("other", 1))
    }
    year = 2020 if form_id == "2019" else 2023
    preface = f"统计期限自{year}年1月1日起至{year}年12月31日止。联系电话：0100-5550123。"
    return KnownReport(form, "云溪县青石镇人民政府", year, values_of(form, numbers), Prose((preface,), text))


def measured(write: Callable[[Report], object], files: list[Report]) -> list[float]:
    """Milliseconds of processor time for each report but the first, which warms what is kept."""
    taken: list[float] = []
    for report in files:
        start = time.process_time()
        write(report)
        taken.append((time.process_time() - start) * 1000)
    return taken[1:]


def _written(report: Report, format_name: str) -> object:
    return write_report(report, the_law(), format_name, DAY)


def _drawn(report: Report, format_name: str) -> object:
    return write_chart(picture_of(report, the_law()), format_name, DAY)


def by_libreoffice(report: Report) -> float | None:
    """Milliseconds of the clock in which LibreOffice makes a PDF of the DOCX; None where it is not installed."""
    program = shutil.which("soffice")
    if program is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "report.docx").write_bytes(write_report(report, the_law(), "docx", DAY).data)
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        call = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, f"{folder}/report.docx"]
        subprocess.run(call, check=True, capture_output=True, timeout=300)  # the first start makes the profile
        start = time.perf_counter()
        subprocess.run(call, check=True, capture_output=True, timeout=300)
        return (time.perf_counter() - start) * 1000


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Milliseconds to write a report, processor time on one core.")
    parser.add_argument("--reports", type=int, default=40, help="reports in each format (default: 40)")
    files = reports(parser.parse_args().reports + 1)
    pinned = one_core()
    print(f"$ python -m bench.writing {' '.join(sys.argv[1:])}".rstrip())
    core = ", kept on one core" if pinned else ""
    print(f"{additions():.0f} million additions a second{core}; {len(files) - 1} reports")
    print(f"{'milliseconds a report':<34}{'median':>9}{'least':>9}{'most':>9}   goal")
    writers: Mapping[str, Callable[[Report], object]] = {
        name: partial(_written, format_name=name) for name in FORMATS
    } | {f"infographic, {name}": partial(_drawn, format_name=name) for name in CHART_FORMATS}
    for name, write in writers.items():
        taken = measured(write, files)
        row = f"{name:<34}{statistics.median(taken):>9.1f}{min(taken):>9.1f}{max(taken):>9.1f}"
        print(f"{row}   {GOALS.get(name, '')}".rstrip())
    converted = by_libreoffice(files[0])
    if converted is not None:
        print(f"{'pdf of the docx by LibreOffice':<34}{converted:>9.1f}")


if __name__ == "__main__":
    main()
