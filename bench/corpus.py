"""A corpus of text reports in mixed layouts: the same for the same seed, sized as published reports are."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from random import Random

import yaml

from gongkai.report.form import Form
from tests.layouts import DAMAGES, LAYOUTS, KnownReport, Layout, Prose, Style, completed, draw, the_form, values_of
from tests.layouts.known import Number, free_keys
from tests.layouts.printing import Figures, Labels
from tests.layouts.sheet import Sheet
from tests.layouts.tables import Arrangement

PROSE = Path(__file__).resolve().parent.parent / "scripts" / "samples.yaml"
TEXT_LAYOUTS = tuple(
    layout for name, layout in LAYOUTS.items() if layout.suffix != ".html" and not name.startswith("HTML")
)
# Share of the reports, how many cells are not 0, how large they get in chapter three and in chapter two:
# townships without applications, townships, departments, cities.
SIZES = ((0.35, 0, 0, 30), (0.35, 6, 9, 300), (0.2, 25, 60, 5_000), (0.1, 90, 1_500, 4_000_000))
OLD_FORM = 0.2  # share of reports in the form of 2019
DAMAGED = 0.15  # share of reports with a defect of conversion
PARAGRAPHS = (8, 40)


@dataclass(frozen=True)
class File:
    """A report as a file; ``layout`` and ``damage`` say how it was made."""

    name: str
    data: bytes
    layout: str
    damage: str = ""


def build(reports: int, seed: int) -> list[File]:
    """A corpus of ``reports`` files."""
    random = Random(seed)
    pool = paragraphs()
    return [_file(random, number, pool) for number in range(reports)]


def _file(random: Random, number: int, pool: list[str]) -> File:
    layout = TEXT_LAYOUTS[number % len(TEXT_LAYOUTS)]
    sheet = draw(known(random, pool), style(random))
    damage = random.choice(list(DAMAGES)) if random.random() < DAMAGED else ""
    if damage:
        sheet, damage = _damaged(random, sheet, damage)
    return File(f"report_{number:04}{layout.suffix}", _text(layout, sheet), layout.name, damage)


def _text(layout: Layout, sheet: Sheet) -> bytes:
    return layout.writer.write(sheet).encode()


def _damaged(random: Random, sheet: Sheet, damage: str) -> tuple[Sheet, str]:
    sites = DAMAGES[damage].sites(sheet)
    return (DAMAGES[damage].at(sheet, random.choice(sites)).sheet, damage) if sites else (sheet, "")


def known(random: Random, pool: list[str]) -> KnownReport:
    form = the_form("2019" if random.random() < OLD_FORM else "2021")
    year = random.choice((2019, 2020) if form.id == "2019" else (2021, 2022, 2023, 2024))
    body = f"云溪县{random.choice('青白红金石柳松杨')}{random.choice('山河桥岭滩坪')}{random.choice('镇乡')}人民政府"
    numbers = completed(form, _numbers(random, form))
    paragraphs = [random.choice(pool) for _ in range(random.randint(*PARAGRAPHS))]
    cut = len(paragraphs) * 2 // 3
    texts = {
        "overview": tuple(paragraphs[:cut]),
        "problems": tuple(paragraphs[cut:]),
        "other": ("没有收取信息处理费。",),
    }
    preface = f"本报告统计期限自{year}年1月1日起至{year}年12月31日止。联系电话：0100-5550100。"
    return KnownReport(form, body, year, values_of(form, numbers), Prose((preface,), texts))


def _numbers(random: Random, form: Form) -> dict[str, Number]:
    shares = [share for share, *_ in SIZES]
    _, cells, most, most_proactive = random.choices(SIZES, shares)[0]
    keys = free_keys(form)
    chosen = random.sample(keys, min(cells, len(keys)))
    chosen += [key for key in keys if form.cells[key].table == "proactive"]
    return {
        key: Decimal(random.randint(0, most_proactive)) / 10_000
        if form.cells[key].type == "amount"
        else random.randint(0, most_proactive if form.cells[key].table == "proactive" else most)
        for key in chosen
    }


def style(random: Random) -> Style:
    return Style(
        Figures(unit=random.random() < 0.05),
        Labels(numbering=random.choice(("1.", "1.", "1.", "1、", "（1）"))),
        Arrangement(remedies=random.choice(("one", "early")), spaced=random.random() < 0.2),
        random.choice(("one_line", "two_lines")),
    )


def paragraphs() -> list[str]:
    """The paragraphs of the samples' first and fifth chapters."""
    samples = yaml.safe_load(PROSE.read_text(encoding="utf-8"))["samples"]
    return [paragraph for sample in samples for part in ("overview", "problems") for paragraph in sample[part]]
