"""The reference pages are what the law data says."""

import datetime as dt

from gongkai.law import LawBook
from scripts.make_docs import TARGET, document

LAW = LawBook.open().at(dt.date.max)


def test_the_page_of_checks_is_up_to_date() -> None:
    assert TARGET.read_text(encoding="utf-8") == document(LAW), "stale: run make docs"


def test_it_holds_every_code() -> None:
    page = TARGET.read_text(encoding="utf-8")
    assert [code for code in LAW.checks if f"### {code}\n" not in page] == []
    assert [code for code in LAW.notices if f"| {code} |" not in page] == []
