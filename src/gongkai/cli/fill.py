"""``gongkai fill``: a form that was filled in -> the report in data, and row by row what is not filled in or wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click
import msgspec

from gongkai.cli import options
from gongkai.cli.output import open_output
from gongkai.cli.render.words import place_text
from gongkai.cli.run import current_law, today
from gongkai.cli.single import load_single
from gongkai.law import LawView
from gongkai.report.checks import check_report
from gongkai.report.contract import report_to_json
from gongkai.report.form import CellSpec, Form, form_of
from gongkai.report.report import Report
from gongkai.report.values import MISSING, CellKind, Place

_HELP = """把填写好的表格（gongkai write --blank 所写的 XLSX 或者 DOCX）变成报告数据（JSON）。

填写的内容全部保留。没有填写的、无法确定的和不符合勾稽关系的，逐行列在标准错误输出上。

\b
退出状态  0  全部填写，没有错误
          1  有没有填写的或者有错误的
          2  文件无法读取，或者命令有误
"""
# What is said of each cell here is not said again in the words of the checks.
_SAID = "TB-"
_TOLD = ("BODY-UNKNOWN", "YEAR-UNKNOWN")
_KINDS: tuple[tuple[CellKind, str], ...] = (
    ("blank", "没有填写"),
    ("missing", "表中没有这一格，请使用完整的空白表格"),
    ("unreadable", "填写的内容无法确定，请只填写一个数"),
)


@click.command(help=_HELP, options_metavar="[选项]")
@click.argument("file", metavar="FORM")
@options.output
@options.name
@click.pass_context
def fill(ctx: click.Context, file: str, output: str | None, name: str) -> None:
    """Turn a filled form into data."""
    law = current_law(today())
    report = load_single(file, name, law)
    wrong = [*_unfilled(report, law), *_doubts(report, law), *_errors(report, law)]
    with open_output(output) as write:
        write(msgspec.json.format(report_to_json(report, law), indent=2) + b"\n")
    for line in wrong:
        click.echo(line, err=True)
    click.echo(f"共 {len(wrong)} 处需要处理。" if wrong else "全部填写，没有错误。", err=True)
    ctx.exit(1 if wrong else 0)


def _unfilled(report: Report, law: LawView) -> Iterator[str]:
    """What has no value, in the order of the form."""
    form = form_of(law, report.form)
    if report.body is None:
        yield "标题：没有填写机关名称"
    if report.year is None:
        yield "标题：没有填写年度"
    for chapter in form.text.chapters:
        heading = f"{chapter.no}、{chapter.title}"
        if chapter.section is not None and not report.sections.get(chapter.section, "").strip():
            yield f"{heading}：没有填写"
        if chapter.table is not None:
            yield from _table(report, form, chapter.table, heading)


def _table(report: Report, form: Form, table: str, heading: str) -> Iterator[str]:
    specs = [spec for spec in form.cells.values() if spec.table == table]
    cells = {spec.key: report.cells.get(spec.key, MISSING) for spec in specs}
    if all(cell.kind == "blank" for cell in cells.values()):
        yield f"{heading}：全表没有填写"
        return
    rows: dict[str, list[CellSpec]] = {}
    for spec in specs:
        rows.setdefault(f"{table}.{spec.row}", []).append(spec)
    for row, columns in rows.items():
        for kind, words in _KINDS:
            found = [spec for spec in columns if cells[spec.key].kind == kind]
            if found:
                yield f"{heading}，{form.row_label(row)}：{_columns(found, columns)}，{words}{_where(report, found)}"


def _columns(found: Sequence[CellSpec], columns: Sequence[CellSpec]) -> str:
    return (
        "整行" if len(found) == len(columns) > 1 else "、".join(spec.column_label.rpartition("·")[2] for spec in found)
    )


def _where(report: Report, specs: Sequence[CellSpec]) -> str:
    """Where the first of the cells stands, and what was found there."""
    cell = report.cells.get(specs[0].key, MISSING)
    place = _place(cell.at)
    raw = f"原文“{cell.raw}”" if cell.kind == "unreadable" and cell.raw else ""
    said = "，".join(part for part in (place, raw) if part)
    return f"（{said}）" if said else ""


def _doubts(report: Report, law: LawView) -> Iterator[str]:
    """What the reader is not sure of, or has left out, beyond the cells told already."""
    for notice in report.notices:
        told = notice.cells and all(report.cells.get(key, MISSING).value is None for key in notice.cells)
        if notice.code not in _TOLD and not told:
            place = _place(notice.at)
            yield f"请核对：{notice.message(law)}{f'（{place}）' if place else ''}"


def _errors(report: Report, law: LawView) -> Iterator[str]:
    """The findings at level error that are about what was filled in."""
    for finding in check_report(report, law).findings:
        if finding.outcome == "failed" and finding.level(law) == "error" and not finding.code.startswith(_SAID):
            place = _place(finding.at)
            yield f"{finding.message(law, 'zh')}{f'（{place}）' if place else ''}"


def _place(place: Place | None) -> str:
    return place_text(place, "zh")
