"""The three tables of a report as HTML, as the form draws them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from html import escape
from itertools import groupby

from gongkai.cli.render.words import say, term
from gongkai.law import LawView
from gongkai.law.model import Block, Table
from gongkai.report.finding import Language
from gongkai.report.form import Form
from gongkai.report.report import Report
from gongkai.report.values import MISSING, Cell


class _Drawing:
    """What every cell of one report's tables needs to be drawn."""

    def __init__(self, report: Report, law: LawView, language: Language, marked: Collection[str]) -> None:
        self.report = report
        self.law = law
        self.language = language
        self.marked = marked

    def cell(self, key: str) -> str:
        cell = self.report.cells.get(key, MISSING)
        css = " ".join(
            filter(None, ["" if cell.value is not None else cell.kind, "told" if key in self.marked else ""])
        )
        kind = f' class="{css}"' if css else ""
        raw = f' title="{escape(cell.raw)}"' if cell.raw and cell.raw != self._shown(cell) else ""
        return f"<td{kind}{raw}>{escape(self._shown(cell))}</td>"

    def _shown(self, cell: Cell) -> str:
        if cell.value is not None:
            return str(cell.value) if isinstance(cell.value, int) else f"{cell.value:f}"
        if cell.kind == "not_applicable" and cell.raw:
            return cell.raw
        return term(self.law, cell.kind, self.language)


def tables(report: Report, form: Form, law: LawView, language: Language, marked: Collection[str] = ()) -> str:
    """All tables of the form; the cells in ``marked`` stand out."""
    drawing = _Drawing(report, law, language, marked)
    parts: list[str] = [f"<h3>{escape(say('tables', language))}</h3>\n"]
    for chapter in form.text.chapters:
        if chapter.table is not None:
            parts.append(f"<h4>{escape(chapter.no)}、{escape(chapter.title)}</h4>\n")
            parts += [_block(drawing, form.tables[chapter.table], block) for block in form.tables[chapter.table].blocks]
    return "".join(parts)


def _block(drawing: _Drawing, table: Table, block: Block) -> str:
    caption = f"<caption>{escape(block.title)}</caption>"
    rows = "".join(_row(drawing, table, block, i) for i in range(len(block.rows)))
    return (
        f'<div class="wide"><table>{caption}\n<thead>{_header(block)}</thead>\n<tbody>\n{rows}</tbody></table></div>\n'
    )


def _header(block: Block) -> str:
    """One line of column labels, or two where some columns stand under a common one."""
    corner = escape(block.corner)
    if not any(column.under for column in block.columns):
        heads = "".join(f'<th scope="col">{escape(column.label)}</th>' for column in block.columns)
        return f"<tr><th>{corner}</th>{heads}</tr>"
    upper, lower = [f'<th rowspan="2">{corner}</th>'], []
    for under, group in groupby(block.columns, key=lambda column: column.under):
        labels = [escape(column.label) for column in group]
        if under is None:
            upper += [f'<th scope="col" rowspan="2">{label}</th>' for label in labels]
        else:
            upper.append(f'<th scope="colgroup" colspan="{len(labels)}">{escape(under)}</th>')
            lower += [f'<th scope="col">{label}</th>' for label in labels]
    return f"<tr>{''.join(upper)}</tr>\n<tr>{''.join(lower)}</tr>"


def _row(drawing: _Drawing, table: Table, block: Block, index: int) -> str:
    row = block.rows[index]
    label = escape(row.label)
    if row.kind == "group":
        return f'<tr class="group"><th scope="rowgroup" colspan="{len(block.columns) + 1}">{label}</th></tr>\n'
    cells: Iterable[str] = (drawing.cell(f"{table.id}.{row.id}.{column.id}") for column in block.columns)
    return f'<tr><th scope="row">{label}</th>{"".join(cells)}</tr>\n'
