"""Who reports, for which year and period, whom to ask, for whom the figures count."""

import datetime as dt

import pytest

from gongkai.law import current_book
from gongkai.reading.document import Grid, GridRow
from gongkai.reading.match.chapters import HeadingIndex
from gongkai.reading.match.facts import find_contact, find_period, find_scope, find_title
from gongkai.reading.match.labels import LabelIndex
from gongkai.reading.match.prose import Prose
from gongkai.report.form import form_of
from gongkai.report.values import Place


def rows(*lines: str) -> list[tuple[GridRow, Grid | None]]:
    return [(GridRow((line,), Place(line=i)), None) for i, line in enumerate(lines, 1)]


@pytest.mark.parametrize(
    ("lines", "body", "year"),
    [
        (("云溪县青石镇2023年政府信息公开工作年度报告",), "云溪县青石镇", 2023),
        (("云溪县青石镇 2023 年度政府信息公开工作年度报告",), "云溪县青石镇", 2023),
        (("云溪县青石镇人民政府", "2023年政府信息公开工作年度报告"), "云溪县青石镇人民政府", 2023),
        (("云溪县青石镇人民政府", "2023年政府信息公开", "工作年度报告"), "云溪县青石镇人民政府", 2023),
        (("2023年度云溪县财政局政府信息公开工作年度报告",), "云溪县财政局", 2023),
        (("云溪县财政局政府信息公开工作年度报告（2023年）",), "云溪县财政局", 2023),
        (("云溪县财政局二〇二三年政府信息公开工作年度报告",), "云溪县财政局", 2023),
        (("标题：云溪县财政局2023年政府信息公开年报",), "云溪县财政局", 2023),
        (("# 云溪县财政局2023年政府信息公开公开工作年度报告",), "云溪县财政局", 2023),
    ],
)
def test_titles(lines: tuple[str, ...], body: str, year: int) -> None:
    found = find_title(rows(*lines), len(lines))
    assert found is not None
    assert found[1:] == (body, year)


@pytest.mark.parametrize(
    "line",
    [
        "云溪县财政局2023年法治政府建设工作年度报告",
        "根据《条例》要求，编制本机关2023年政府信息公开工作年度报告，现予公布，请各界监督并提出意见。",
    ],
)
def test_what_is_no_title(line: str) -> None:
    assert find_title(rows(line), 1) is None


@pytest.mark.parametrize(
    "line",
    [
        "统计期限为2023年1月1日至2023年12月31日。",
        "统计数据从 2023 年 1 月 1 日起至 12 月 31 日止。",
        "２０２３年１月１日—２０２３年１２月３１日",
    ],
)
def test_periods(line: str) -> None:
    period = find_period(Prose(rows("前言", line)))
    assert period is not None
    assert (period.first, period.last, period.at) == (dt.date(2023, 1, 1), dt.date(2023, 12, 31), Place(line=2))


def test_a_sentence_broken_by_a_line_is_one() -> None:
    period = find_period(Prose(rows("统计期限为2023年1月", "1日至12月31日。")))
    assert period is not None


@pytest.mark.parametrize(
    ("line", "contact"),
    [
        ("联系电话：0599-1234567", "0599-1234567"),
        ("邮编：300000。", "邮编：300000"),
        ("电子邮箱 office@example.cn", "office@example.cn"),
        ("公布监督部门、联系电话和联系地址，方便群众监督。", None),
        ("全年接听热线7163件。", None),
    ],
)
def test_contacts(line: str, contact: str | None) -> None:
    found = find_contact(Prose(rows(line)))
    assert (found.text if found else None) == contact


@pytest.mark.parametrize(
    ("line", "body", "scope"),
    [
        ("2023年，全市共受理政府信息公开申请31件。", "白鹭市", "aggregate"),
        ("2023年，我局收到政府信息公开申请3件。", "云溪县财政局", "own"),
        ("加强工作。", "云溪县青石镇人民政府", "own"),
        ("加强工作。", "白鹭市", None),
    ],
)
def test_scopes(line: str, body: str, scope: str | None) -> None:
    assert find_scope(Prose(rows(line)), body)[0] == scope


@pytest.mark.parametrize(
    ("line", "matched"),
    [
        ("五、存在的主要问题及改进情况", ("problems", "五", True)),
        ("## 五、存在的主要问题及改进情况", ("problems", "五", True)),
        ("**六、存在的主要问题及改进情况**", ("problems", "六", True)),
        ("五、存在问题和改进措施情况", ("problems", "五", False)),
        ("四、收费及减免情况", (None, "四", False)),
        ("一、本年新收政府信息公开申请数量", None),
        ("二、上年结转政府信息公开申请数量 0 0 0 0 0 0 0", None),
        ("（一）主动公开情况", None),
        ("一是加强培训。", None),
    ],
)
def test_headings(line: str, matched: tuple[str | None, str, bool] | None) -> None:
    form = form_of(current_book().at(dt.date(2026, 1, 1)), "2021")
    assert HeadingIndex(form, LabelIndex(form)).match(line) == matched
