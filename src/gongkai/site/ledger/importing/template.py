"""The workbook to fill in: an empty sheet, the metrics with their parts, and what to fill in."""

from __future__ import annotations

import datetime as dt

from gongkai.site.ledger import metrics
from gongkai.site.ledger.importing.columns import words
from gongkai.site.web.workbooks import Page, write_sheets


def template(today: dt.date) -> bytes:
    """A workbook whose metrics are chosen from a list."""
    known = words()
    rows = [
        {
            "metric": found.label,
            "unit": found.unit,
            "party": "、".join(part.label for part in metrics.parties(found, today).values()),
            "evidence": found.evidence,
        }
        for found in metrics.kept_here(today).values()
    ]
    choice = f"='{known.sheets['metrics']}'!$A$2:$A${len(rows) + 1}"
    headings = {"metric": "指标", "unit": "单位", "party": "分项", "evidence": "佐证材料"}
    return write_sheets(
        [
            Page(
                known.sheets["records"],
                {one.id: one.label for one in known.columns},
                widths={"metric": 26, "party": 22, "note": 30, "source": 24},
                choices={"metric": choice},
            ),
            Page(known.sheets["metrics"], headings, rows, {"metric": 26, "party": 60, "evidence": 26}),
            Page(
                known.sheets["guide"],
                {"label": "列", "hint": "怎么填"},
                [{"label": one.label, "hint": one.hint} for one in known.columns],
                {"hint": 60},
            ),
        ]
    )
