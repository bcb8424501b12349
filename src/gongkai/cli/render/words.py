"""The words around the results, in the two languages; what the law says comes from the law data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from gongkai.law import LawView
from gongkai.report.finding import CheckResult, Finding, Language
from gongkai.report.report import Report
from gongkai.report.values import Place

WORDS: Final[dict[str, tuple[str, str]]] = {
    "year": ("{year}年度", "year {year}"),
    "no_year": ("年度不明", "year unknown"),
    "no_body": ("机关不明", "body unknown"),
    "form": ("{form}年格式", "form {form}"),
    "cells": ("{total}个单元格：{counts}", "{total} cells: {counts}"),
    "unread": ("无法读取（{code}）：{message}", "Could not be read ({code}): {message}"),
    "notices": ("读取提示", "Reading notices"),
    "more_notices": ("同类提示另有{count}条：{places}", "{count} more of the same: {places}"),
    "not_assessable": ("无法判断", "Not assessable"),
    "sides": ("应为{expected}，实为{found}", "expected {expected}, found {found}"),
    "basis": ("依据", "basis"),
    "remedy": ("处理", "remedy"),
    "reading": ("理解", "reading"),
    "because": ("理由", "because"),
    "level": ("级别", "level"),
    "explanation": ("说明", "explanation"),
    "counts": (
        "核对{all}项：通过{passed}，不通过{failed}，无法判断{not_assessable}",
        "{all} checks: {passed} passed, {failed} failed, {not_assessable} could not be judged",
    ),
    "levels": (
        "问题{all}个：错误{error}，警告{warning}，提示{info}",
        "{all} findings: {error} errors, {warning} warnings, {info} notes",
    ),
    "clean": ("未发现问题", "nothing found"),
    "totals": (
        "合计{files}份：有错误{error}份，有警告{warning}份，仅有提示{info}份，未发现问题{clean}份，无法读取{unread}份",
        "{files} files: {error} with errors, {warning} with warnings, {info} with notes only, {clean} clean, "
        "{unread} could not be read",
    ),
    "line": ("原文第{line}行", "line {line}"),
    "page": ("原文第{page}页", "page {page}"),
    "sheet": ("工作表{sheet}的{cell}", "sheet {sheet}, {cell}"),
    "table": ("第{table}张表第{row}行第{column}列", "table {table}, row {row}, column {column}"),
    "block": ("原文第{block}段", "block {block}"),
    "blank": ("空白", "blank"),
    "missing": ("缺失", "missing"),
    "unreadable": ("无法确定", "unreadable"),
    "page_read": ("政府信息公开工作年度报告：读取结果", "Annual reports as read"),
    "page_check": ("政府信息公开工作年度报告：核对结果", "Annual reports as checked"),
    "findings": ("问题", "Findings"),
    "tables": ("表格", "Tables"),
}


def say(key: str, language: Language, **slots: object) -> str:
    """A word or sentence of the frame."""
    return WORDS[key][0 if language == "zh" else 1].format_map(slots)


def listed(items: Iterable[str], language: Language) -> str:
    """Items beside one another, with the comma of the language."""
    return ("，" if language == "zh" else ", ").join(items)


def sentences(items: Iterable[str], language: Language) -> str:
    """Clauses as sentences."""
    return "".join(f"{item}。" for item in items) if language == "zh" else " ".join(f"{i}." for i in items)


def kinds_text(report: Report, law: LawView, language: Language) -> str:
    """How many cells a report has, by kind, the most frequent first."""
    kinds = Counter(cell.kind for cell in report.cells.values())
    counts = listed((f"{term(law, kind, language)} {n}" for kind, n in kinds.most_common()), language)
    return say("cells", language, total=len(report.cells), counts=counts)


def head_facts(report: Report, law: LawView, language: Language) -> list[str]:
    """Body, year, form, and scope where it is known."""
    return [
        report.body or say("no_body", language),
        say("year", language, year=report.year) if report.year is not None else say("no_year", language),
        say("form", language, form=report.form),
        *([term(law, report.scope, language)] if report.scope is not None else []),
    ]


def counts_text(result: CheckResult, language: Language) -> str:
    """How many checks passed, failed, and could not be judged."""
    counts = {"passed": result.passed, "failed": result.failed, "not_assessable": result.not_assessable}
    return say("counts", language, all=sum(counts.values()), **counts)


def term(law: LawView, identifier: str, language: Language) -> str:
    """A term of the field: official Chinese, or its English identifier."""
    return law.terms[identifier].zh if language == "zh" else identifier.replace("_", " ")


def place_text(place: Place | None, language: Language) -> str:
    """Where something stands, for people; empty where it is not known."""
    if place is None:
        return ""
    for key in ("line", "page", "sheet", "table", "block"):
        if getattr(place, key) is not None:
            slots = {name: getattr(place, name) or "" for name in place.__struct_fields__}
            return say(key, language, **slots)
    return ""


def place_id(place: Place | None) -> str:
    """Where something stands, for machines: ``line:61``, ``sheet:表二 cell:B4``, ``table:2 row:3 column:4``."""
    if place is None:
        return ""
    names = ("line", "page", "sheet", "cell", "table", "row", "column", "block")
    return " ".join(f"{n}:{getattr(place, n)}" for n in names if getattr(place, n) is not None)


def level_word(finding: Finding, law: LawView, language: Language) -> str:
    """The level of a finding, or that it could not be judged."""
    if finding.outcome == "not_assessable":
        return say("not_assessable", language)
    return term(law, finding.level(law), language)
