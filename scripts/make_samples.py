"""Writes ``samples``: reports of invented bodies, drawn by the layout generator from ``samples.yaml``.

Beside each report stands ``NAME.expected.json``: what a reader must find in it, cell by cell.
From the project's folder: ``python -m scripts.make_samples``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from tests.layouts import LAYOUTS, Encoding, KnownReport, Prose, Style, completed, draw, the_form, values_of
from tests.layouts.changes import PageBreak, broken_label
from tests.layouts.damage import DAMAGES, Site
from tests.layouts.known import BLANK, MISSING, Value
from tests.layouts.office import OFFICE
from tests.layouts.paper import Paper
from tests.layouts.printing import Figures, Labels
from tests.layouts.sheet import Grid, Line, Sheet

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "samples"
DATA = ROOT / "scripts" / "samples.yaml"
Sample = Mapping[str, Any]
PAPERS = {"PDF": Paper(mark="- # -", head="云溪县人民政府办公室", watermark="云溪县", size=9)}


def known_report(sample: Sample) -> KnownReport:
    """What a sample says, cell by cell."""
    form = the_form(sample["form"])
    given = {key: Decimal(v) if isinstance(v, str) else v for key, v in sample["cells"].items()}
    values = values_of(form, completed(form, given), sample.get("unit"))
    values |= {key: Value("count", number) for key, number in sample.get("shown", {}).items()}
    empty = sample.get("blank_columns", ())
    values |= {key: BLANK for key, s in form.cells.items() if s.table == "requests" and s.column in empty}
    texts = {name: tuple(sample[name]) for name in ("overview", "problems", "other")}
    return KnownReport(form, sample["body"], sample["year"], values, Prose(tuple(sample.get("preface", ())), texts))


def style_of(sample: Sample) -> Style:
    """How a sample is drawn."""
    figures = Figures(**sample.get("figures", {}), blank=sample.get("blank", ""))
    return Style(figures, Labels(other=sample.get("other_labels", {})), title=sample.get("title", "one_line"))


def surplus(sheet: Sheet) -> Sheet:
    """Two columns of zeros from a page break on, and a row label over two rows."""
    sheet = broken_label(sheet, "requests.other_no_supplement", 28)
    return DAMAGES["surplus columns"].strike(sheet, Site("requests.other_no_payment", at=1, extra=3))


def lost_column(sheet: Sheet) -> Sheet:
    """The column of research institutes lost from （一） to the last row before the total."""
    rows = [line.row for line in sheet.lines() if line.row and line.row.startswith("requests.")]
    lost = rows[rows.index("requests.granted") : rows.index("requests.results_total")]

    def shortened(line: Line) -> Line:
        return replace(line, boxes=tuple(box for box in line.boxes if not (box.key or "").endswith(".research")))

    return sheet.map_lines(lambda line: shortened(line) if line.row in lost else line)


def missing_blocks(sheet: Sheet) -> Sheet:
    """Only the first block of chapter two is left."""

    def first_block(grid: Grid) -> Grid:
        names = [line.row for line in grid.lines]
        last = names.index("proactive.normative_documents") if "proactive.normative_documents" in names else None
        return grid if last is None else replace(grid, lines=grid.lines[: last + 1])

    return Sheet(tuple(first_block(part) if isinstance(part, Grid) else part for part in sheet.parts))


def page_breaks(sheet: Sheet) -> Sheet:
    """Two page breaks in chapter three; the second page begins inside a group, the third with the header."""
    second = PageBreak("requests.other_no_supplement", mark="- 4 -", header=3, continued="（续表）")
    return PageBreak("requests.unable_creation", mark="- 3 -", groups="split").apply(second.apply(sheet))


DEFECTS: Mapping[str, Callable[[Sheet], Sheet]] = {
    function.__name__: function for function in (surplus, lost_column, missing_blocks, page_breaks)
}


def render(sample: Sample) -> tuple[bytes, str]:
    """The bytes of a sample, and its expected reading as JSON."""
    known = known_report(sample)
    sheet = draw(known, style_of(sample))
    if "defect" in sample:
        sheet = DEFECTS[sample["defect"]](sheet)
    return _written(sample, sheet), expected(sample, known, sheet)


def _written(sample: Sample, sheet: Sheet) -> bytes:
    if sample["layout"] in PAPERS:
        return PAPERS[sample["layout"]].write(sheet)
    if sample["layout"] in OFFICE:
        return OFFICE[sample["layout"]].writer.write(sheet)
    text = LAYOUTS[sample["layout"]].writer.write(sheet)
    return Encoding(sample.get("charset", "utf-8"), sample.get("newline", "\n")).encode(text)


def expected(sample: Sample, known: KnownReport, sheet: Sheet) -> str:
    """What a reader must find: cells as in the contract, codes of findings, codes of notices."""
    drawn = {box.key for line in sheet.lines() for box in line.values}
    rows = {key.rpartition(".")[0] for key in drawn if key}
    cells = {
        key: cell(value if key.rpartition(".")[0] in rows else MISSING, known.form.cells[key].unit)
        for key, value in known.values.items()
    }
    found = {
        "about": sample["about"],
        "body": known.body,
        "year": known.year,
        "form": known.form.id,
        "scope": sample["scope"],
        "codes": sample.get("codes", []),
        "notices": sample.get("notices", []),
        "cells": cells,
    }
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def cell(value: Value, unit: str | None) -> dict[str, object]:
    """A cell as in the contract: counts as integers, amounts as plain decimal strings with their unit."""
    if value.kind == "amount":
        return {"kind": value.kind, "value": f"{value.number:f}", "unit": value.unit or unit}
    return {"kind": value.kind, "value": value.number}


def files() -> dict[str, bytes]:
    """Every file of the folder by name."""
    data = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    written: dict[str, bytes] = {}
    for sample in data["samples"]:
        written[sample["name"]], reading = render(sample)
        written[f"{sample['name']}.expected.json"] = reading.encode()
    rows = "".join(f"| [{s['name']}]({s['name']}) | {s['body']} | {s['about']} |\n" for s in data["samples"])
    written["README.md"] = (data["readme"] + rows).encode()
    return written


def main() -> None:
    """Writes every file of the folder."""
    SAMPLES.mkdir(exist_ok=True)
    for name, data in files().items():
        (SAMPLES / name).write_bytes(data)


if __name__ == "__main__":
    main()
