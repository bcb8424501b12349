"""The law asked at a day, and what it says of the two forms."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest

from gongkai.law import LawBook
from gongkai.law.book import article_label
from tests.layouts import the_law
from tests.report.build import a_form

LAW = the_law()


@pytest.mark.parametrize(
    ("day", "regulation", "form"),
    [
        (dt.date(2008, 4, 30), None, None),
        (dt.date(2008, 5, 1), "regulation-2007", None),
        (dt.date(2019, 5, 14), "regulation-2007", None),
        (dt.date(2019, 5, 15), "regulation-2019", None),
        (dt.date(2019, 11, 15), "regulation-2019", "format-2019"),
        (dt.date(2021, 9, 25), "regulation-2019", "format-2019"),
        (dt.date(2021, 9, 26), "regulation-2019", "format-2021"),
    ],
)
def test_what_is_in_force(day: dt.date, regulation: str | None, form: str | None) -> None:
    found = LawBook.open().at(day).instruments
    assert [i for i in found if i.startswith("regulation-")] == ([regulation] if regulation else [])
    assert [i for i in found if i.startswith("format-")] == ([form] if form else [])


@pytest.mark.parametrize(
    ("year", "form"), [(2018, None), (2019, "2019"), (2020, "2019"), (2021, "2021"), (2030, "2021")]
)
def test_the_form_of_a_year(year: int, form: str | None) -> None:
    found = LAW.form_for_year(year)
    assert (found.id if found else None) == form


@pytest.mark.parametrize(
    ("basis", "says"),
    [
        ("regulation-2019#50", "《中华人民共和国政府信息公开条例》（国务院令第711号）第50条"),
        ("format-2021#表三", "《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）表三"),
        ("format-2021#格式", "《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）"),
        ("format-2019#格式", "《中华人民共和国政府信息公开工作年度报告格式（试行）》（国办公开办函〔2019〕60号）"),
        ("elsewhere#1", "elsewhere#1"),
    ],
)
def test_citation(basis: str, says: str) -> None:
    assert LAW.cite(basis) == says


def test_articles_of_all_times_can_be_looked_up() -> None:
    assert "3月31日" in LAW.article("regulation-2007#31").summary
    with pytest.raises(KeyError):
        LAW.article("regulation-2019#999")


def test_articles_have_names() -> None:
    assert article_label("表三") == "表三"
    assert article_label("50").startswith("第50条")


@pytest.mark.parametrize("form_id", ["2019", "2021"])
def test_every_outcome_lands_in_exactly_one_row(form_id: str) -> None:
    rows = a_form(form_id).rows.values()
    counted = Counter(outcome for row in rows for outcome in row.counts)
    assert counted == dict.fromkeys(LAW.outcomes, 1)


@pytest.mark.parametrize("form_id", ["2019", "2021"])
def test_every_result_is_summed_and_counts_something(form_id: str) -> None:
    form = a_form(form_id)
    summed = {key.rsplit(".", 1)[0] for e in form.equations if e.code == "T3-COLUMN-SUM" for key in e.left}
    counting = {key for key, row in form.rows.items() if row.counts}
    assert summed == counting


@pytest.mark.parametrize(
    ("row", "same"),
    [("requests.other_misc", None), ("requests.rejected_confirm", "2019:requests.rejected_confirm")],
)
def test_what_is_the_same_in_both_forms(row: str, same: str | None) -> None:
    assert a_form("2021").rows[row].same_as == same
