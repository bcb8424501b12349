"""Sums of reports: what is added, what is not, and that nothing is lost in silence."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.errors import UsageError
from gongkai.report.contract import report_from_json, schema
from gongkai.report.report import Report
from gongkai.report.rollup.explain import explain_all
from gongkai.report.rollup.gaps import find_gaps, parse_list
from gongkai.report.rollup.model import Gaps, Rollup
from gongkai.report.rollup.roll import roll_up
from gongkai.report.rollup.wire import rollup_to_json
from gongkai.report.values import MISSING, Cell, CellKind
from tests.layouts import the_law
from tests.report.build import BLANK, SLASH, UNREADABLE, a_report
from tests.report.rollup.build import from_file, part, parts

LAW = the_law()
KEY, FEES, BUYING = "requests.new.natural", "proactive.fees.amount", "proactive.procurement.amount"
SUIT = "remedies.suit_after_reconsideration.upheld"


def roll(*reports: Report, year: int = 2023, **options: Any) -> Rollup:
    return roll_up(reports, LAW, body="青山县", year=year, **options)


def money(value: str, unit: str | None) -> Cell:
    return Cell("amount", Decimal(value), value, unit=unit)


def codes(rollup: Rollup) -> list[str]:
    return [notice.code for notice in rollup.report.notices]


@pytest.mark.parametrize(
    ("values", "kind", "value", "left_out"),
    [
        ([2, 3, 5], "count", 10, []),
        ([0, 0], "count", 0, []),
        ([2, BLANK, 5], "count", 7, [(1, "blank")]),
        ([BLANK, SLASH, 5], "count", 5, [(0, "blank"), (1, "not_applicable")]),
        ([BLANK, BLANK], "blank", None, [(0, "blank"), (1, "blank")]),
        ([SLASH], "not_applicable", None, [(0, "not_applicable")]),
        ([MISSING, MISSING], "missing", None, [(0, "missing"), (1, "missing")]),
        ([UNREADABLE, BLANK], "unreadable", None, [(0, "unreadable"), (1, "blank")]),
        ([Decimal("1.5"), 2], "count", Decimal("3.5"), []),
        ([-1, 3], "count", 2, []),
    ],
)
def test_a_cell(values: list[Any], kind: CellKind, value: object, left_out: list[tuple[int, str]]) -> None:
    rollup = roll(*parts(*({KEY: one} for one in values)))
    cell, one = rollup.report.cells[KEY], rollup.sums[KEY]
    assert (cell.kind, cell.value) == (kind, value)
    assert [(left.report, left.why) for left in one.left_out] == left_out
    assert len(one.values) == len(values)
    assert codes(rollup).count("ROLLUP-WITHOUT-NUMBER") == len(left_out)


@pytest.mark.parametrize(
    ("cells", "unit", "value", "left_out"),
    [
        ([("1.5", "万元"), ("2", "万元")], "万元", "3.5", 0),
        ([("1.5", "万元"), ("200", "元")], "元", "15200", 0),
        ([("1", "亿元"), ("2", "万元")], "元", "100020000", 0),
        ([("5", None)], None, "5", 0),
        ([("5", None), ("0", "元")], None, "5", 0),
        ([("0", None), ("7", "元")], "元", "7", 0),
        ([("5", None), ("7", "元")], "元", "7", 1),
        ([("5", None), ("7", None)], None, None, 2),
    ],
)
def test_money_is_added_in_one_unit(
    cells: list[tuple[str, str | None]], unit: str | None, value: str | None, left_out: int
) -> None:
    reports = [part(i, {BUYING: money(*cell)}, form="2019", year=2020) for i, cell in enumerate(cells)]
    rollup = roll(*reports, year=2020)
    cell = rollup.report.cells[BUYING]
    assert (cell.unit, cell.value) == (unit, None if value is None else Decimal(value))
    assert (cell.kind == "unreadable") == (value is None)
    assert codes(rollup).count("ROLLUP-NO-UNIT") == left_out == len(rollup.sums[BUYING].left_out)


def test_money_in_another_unit_than_the_form_has() -> None:
    rollup = roll(part(1, {FEES: "1.5"}), part(2, {FEES: money("300", "元")}))
    assert (rollup.report.cells[FEES].value, rollup.report.cells[FEES].unit) == (Decimal("1.53"), "万元")


@pytest.mark.parametrize(
    ("extra", "code"),
    [
        (part(9, {KEY: 5}, year=2022), "ROLLUP-OTHER-YEAR"),
        (part(9, {KEY: 5}, year=None), "ROLLUP-NO-YEAR"),
        (part(9, {KEY: 5}, scope="aggregate"), "ROLLUP-AGGREGATE"),
        (part(1, {KEY: 2}), "ROLLUP-SAME-FILE"),
    ],
)
def test_what_is_not_added_is_told(extra: Report, code: str) -> None:
    rollup = roll(part(1, {KEY: 2}), extra, part(2, {KEY: 3}))
    assert (rollup.report.cells[KEY].value, len(rollup.parts)) == (5, 2)
    assert [item.notice.code for item in rollup.excluded] == [code]
    assert code in codes(rollup)
    assert rollup.complete == (code == "ROLLUP-SAME-FILE")


def test_the_same_digest_alone_makes_no_copy() -> None:
    """Reports that never had a document may all have the same one; a corrected copy is no copy."""
    reports = [from_file(part(i, {KEY: i}), "none") for i in (1, 2)]
    assert roll(*reports).report.cells[KEY].value == 3
    rollup = roll(part(2), part(1, {KEY: 2}), part(1, {KEY: 3}))
    assert [item.notice.code for item in rollup.excluded] == ["ROLLUP-SAME-BODY"] * 2


def test_of_two_reports_of_one_body_none_is_taken() -> None:
    rollup = roll(part(1, {KEY: 2}), from_file(part(1, {KEY: 3}, body="第1镇人民政府"), "other.txt"), part(2, {KEY: 4}))
    assert rollup.report.cells[KEY].value == 4
    assert [item.notice.code for item in rollup.excluded] == ["ROLLUP-SAME-BODY"] * 2
    assert "1.txt" in rollup.excluded[0].notice.message(LAW)
    assert "other.txt" in rollup.excluded[0].notice.message(LAW)


@pytest.mark.parametrize(
    ("reports", "code", "says"),
    [
        ([part(1, body=None), part(2)], "ROLLUP-NO-BODY", "1份报告没有读到机关名称"),
        ([part(1, scope=None), part(2, scope=None)], "ROLLUP-NO-SCOPE", "2份报告没有写明统计口径"),
        ([part(1), part(2, body="青山县第1镇")], "ROLLUP-SIMILAR-BODY", "名称相近，两份都已计入"),
        ([part(1, {SUIT: 1}), part(2, {SUIT: 1}), part(3)], "ROLLUP-SUITS", "2份报告有复议后起诉的案件"),
    ],
)
def test_what_is_added_with_a_doubt_is_told(reports: list[Report], code: str, says: str) -> None:
    rollup = roll(*reports)
    (notice,) = (n for n in rollup.report.notices if n.code == code)
    assert says in notice.message(LAW)
    assert len(rollup.parts) == len(reports)


def test_a_suit_in_two_reports_is_never_subtracted() -> None:
    assert roll(part(1, {SUIT: 1}), part(2, {SUIT: 1})).report.cells[SUIT].value == 2
    assert "ROLLUP-SUITS" not in codes(roll(part(1, {SUIT: 1}), part(2)))


def test_of_another_form_only_the_rows_that_mean_the_same() -> None:
    rollup = roll(part(1, {KEY: 2}, year=2021), part(2, {KEY: 3}, year=2021, form="2019"), year=2021)
    assert rollup.report.form == "2021"
    assert rollup.report.cells[KEY].value == 5
    rules = rollup.sums["proactive.rules.in_force"]
    assert [(left.report, left.why) for left in rules.left_out] == [(1, "other_form")]
    (notice,) = (n for n in rollup.report.notices if n.code == "ROLLUP-OTHER-FORM")
    assert "使用的是2019年格式" in notice.message(LAW)
    assert "proactive.rules.in_force" in notice.cells


@pytest.mark.parametrize(
    ("reports", "year", "says"),
    [
        ([], 2023, "没有可以汇总的2023年度报告"),
        ([part(1, year=2022)], 2023, "是2022年度报告，没有计入2023年度的汇总"),
        ([part(1, year=2016)], 2016, "2016年度没有统一的报告格式"),
    ],
)
def test_nothing_to_add(reports: Sequence[Report], year: int, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        roll(*reports, year=year)


NUMBERS = st.none() | st.integers(0, 50)
TABLES = st.lists(st.lists(NUMBERS, min_size=3, max_size=3), min_size=1, max_size=6)
KEYS = ("requests.new.natural", "requests.granted.total", SUIT)


def drawn(table: list[list[int | None]]) -> list[Report]:
    return parts(*({key: BLANK if n is None else n for key, n in zip(KEYS, row, strict=True)} for row in table))


@given(TABLES)
def test_the_sum_is_that_of_the_parts(table: list[list[int | None]]) -> None:
    rollup = roll(*drawn(table))
    for i, key in enumerate(KEYS):
        numbers = [row[i] for row in table if row[i] is not None]
        assert rollup.report.cells[key].value == (sum(n for n in numbers if n is not None) if numbers else None)
        assert len(numbers) + len(rollup.sums[key].left_out) == len(table)
        assert sorted(v for v in rollup.sums[key].values if v is not None) == sorted(
            n for n in numbers if n is not None
        )


@given(TABLES, st.randoms(use_true_random=False))
def test_the_order_does_not_matter(table: list[list[int | None]], random: Any) -> None:
    reports = drawn(table)
    shuffled = random.sample(reports, len(reports))
    assert rollup_to_json(roll(*shuffled), LAW) == rollup_to_json(roll(*reports), LAW)


@given(TABLES)
def test_a_roll_up_of_one_is_that_report(table: list[list[int | None]]) -> None:
    report = drawn(table)[0]
    found = roll(report).report.cells
    assert {k: (c.kind, c.value) for k, c in found.items()} == {k: (c.kind, c.value) for k, c in report.cells.items()}


@given(TABLES)
def test_it_is_a_report_that_can_be_read_back(table: list[list[int | None]]) -> None:
    rollup = roll(*drawn(table), bodies=["第1镇", "第9镇"], unread=["bad.pdf"])
    data = rollup_to_json(rollup, LAW)
    assert report_from_json(data) == rollup.report
    found = msgspec.json.decode(data)
    assert len(found["contributions"]["reports"]) == len(table)
    assert found["contributions"]["cells"][KEY]["values"] == list(rollup.sums[KEY].values)


def test_it_keeps_the_schema() -> None:
    reports = [*parts({KEY: 2, FEES: "1.5"}, {KEY: BLANK}), part(3, year=2022), part(4, form="2019")]
    data = rollup_to_json(roll(*reports, bodies=["第8镇"]), LAW)
    jsonschema.Draft202012Validator(schema()).validate(msgspec.json.decode(data))


@pytest.mark.parametrize(
    ("listed", "reported", "expected"),
    [
        (["甲镇", "乙乡"], ["甲镇人民政府"], Gaps(2, ("乙乡",))),
        (["云溪县甲镇人民政府"], ["甲镇"], Gaps(1)),
        (["甲镇"], ["云溪县甲镇"], Gaps(1)),
        (["甲镇"], ["甲镇", "丙局"], Gaps(1, (), ("丙局",))),
        (["甲镇"], ["云溪县甲镇", "白鹭县甲镇"], Gaps(1, (), (), ("甲镇",))),
        (["云溪县甲镇", "白鹭县甲镇"], ["甲镇"], Gaps(2, (), (), ("云溪县甲镇", "白鹭县甲镇"))),
        (["甲镇", "甲镇人民政府"], ["甲镇"], Gaps(1)),
        ([], ["甲镇"], Gaps(0, (), ("甲镇",))),
    ],
)
def test_who_has_no_report(listed: list[str], reported: list[str], expected: Gaps) -> None:
    assert find_gaps(listed, reported, LAW) == expected


def test_a_list_of_bodies() -> None:
    text = "\ufeff# 应报机关\n甲镇人民政府\n\n 乙乡 ,备注\n丙局\t1\n甲镇人民政府\n“丁”，戊\n"
    assert parse_list(text) == ("甲镇人民政府", "乙乡", "丙局", "“丁”")


def test_the_body_that_explains_most() -> None:
    rollup = roll(*parts({KEY: 4, SUIT: 2}, {KEY: 9, SUIT: 2}, {KEY: 4, SUIT: 7}))
    (best, *rest) = explain_all(rollup, {KEY: -9, SUIT: -2})
    assert (best.parts, best.cells, best.of, rest) == ((1,), (KEY, SUIT), 2, [])


def test_its_law_and_scope_are_told() -> None:
    report = roll(part(1)).report
    assert (report.body, report.year, report.scope, report.law) == ("青山县", 2023, "aggregate", LAW.digest)
    assert set(report.sections) == set(a_report().sections)
