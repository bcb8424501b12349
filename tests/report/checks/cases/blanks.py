"""Blanks and placeholders."""

from __future__ import annotations

from gongkai.report.values import Cell
from tests.report.build import BLANK, SLASH, a_report, row
from tests.report.checks.cases.case import CLEAN, EMPTY, FORM, Case

SIX_BLANK = {
    f"requests.{r.id}.{column}": BLANK
    for r in FORM.tables["requests"].blocks[0].rows
    if r.kind != "group"
    for column in ("natural", "commercial", "research", "public_welfare", "legal_service", "other_org")
}


BLANKS = [
    Case("TB-BLANK", "all filled", CLEAN, "passed", count=6),
    Case(
        "TB-BLANK",
        "one cell",
        a_report({"proactive.licensing.decisions": BLANK}),
        "failed",
        "cells",
        "表二的“行政许可·本年处理决定数量”空白，没有发生的应填0",
        cells=1,
    ),
    Case(
        "TB-BLANK",
        "a whole block",
        a_report(row("proactive.rules", BLANK) | row("proactive.normative_documents", BLANK)),
        "failed",
        "whole",
        "表二“第二十条第（一）项”的6个单元格全部空白",
        cells=6,
    ),
    Case(
        "TB-BLANK",
        "the same columns in every row",
        a_report(SIX_BLANK),
        "failed",
        "columns",
        "表三有25行的“自然人”、“商业企业”、“科研机构”、“社会公益组织”、“法律服务机构”、“其他”共6列空白",
        cells=150,
    ),
    Case(
        "TB-BLANK",
        "here and there",
        a_report(row("requests.new", BLANK) | {"requests.granted.natural": BLANK}),
        "failed",
        "rows",
        "表三有2行共8个单元格空白（“一、本年新收政府信息公开申请数量”、“（一）予以公开”）",
        cells=8,
    ),
    Case("TB-BLANK", "nothing in the document", EMPTY, "none"),
    Case("TB-PLACEHOLDER", "all filled", CLEAN, "passed", count=6),
    Case(
        "TB-PLACEHOLDER",
        "a township's rules",
        a_report(row("proactive.rules", SLASH)),
        "failed",
        "cells",
        "表二的“规章·本年制发件数”、“规章·本年废止件数”、“规章·现行有效件数”填成“/”",
        cells=3,
    ),
    Case(
        "TB-PLACEHOLDER",
        "a row, two marks",
        a_report(row("requests.new", SLASH, Cell("not_applicable", raw="无"))),
        "failed",
        "rows",
        "填成“/”、“无”",
        cells=7,
    ),
    Case(
        "TB-PLACEHOLDER",
        "the same columns in two rows",
        a_report({f"requests.{r}.{c}": SLASH for r in ("new", "granted") for c in ("natural", "research", "total")}),
        "failed",
        "columns",
        "表三有2行的“自然人”、“科研机构”、“总计”共3列填成“/”",
        cells=6,
    ),
    Case(
        "TB-PLACEHOLDER",
        "a whole block",
        a_report(dict.fromkeys((k for k in FORM.cells if k.startswith("remedies.")), SLASH)),
        "failed",
        "whole",
        "的15个单元格全部填成“/”",
        cells=15,
    ),
    Case("TB-PLACEHOLDER", "a blank is none", a_report({"proactive.fees.amount": BLANK}), "passed", count=6),
    Case("TB-PLACEHOLDER", "nothing in the document", EMPTY, "none"),
]
