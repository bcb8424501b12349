"""The reference pages are what the law data says."""

import datetime as dt

from gongkai.law import LawBook
from scripts import docs_lifecycle
from scripts.make_docs import TARGET, document

LAW = LawBook.open().at(dt.date.max)


def test_the_page_of_checks_is_up_to_date() -> None:
    assert TARGET.read_text(encoding="utf-8") == document(LAW), "stale: run make docs"


def test_it_holds_every_code() -> None:
    page = TARGET.read_text(encoding="utf-8")
    assert [code for code in LAW.checks if f"### {code}\n" not in page] == []
    assert [code for code in LAW.notices if f"| {code} |" not in page] == []


def test_the_page_of_the_lifecycle_is_up_to_date() -> None:
    assert docs_lifecycle.TARGET.read_text(encoding="utf-8") == docs_lifecycle.page(LAW), "stale: run make docs"


def test_it_holds_every_event_state_document_and_deadline() -> None:
    page = docs_lifecycle.TARGET.read_text(encoding="utf-8")
    table = LAW.lifecycle
    assert [event.id for event in table.events if f"`{event.id.replace('_', '-')}`" not in page] == []
    assert [state.id for state in table.states if f"as {state.id}\n" not in page] == []
    for entries in (LAW.documents, LAW.deadlines, LAW.channels, LAW.outcomes):
        assert [name for name in entries if f"`{name}`" not in page] == []
