"""The reference pages are what the data say."""

import datetime as dt
from pathlib import Path

import pytest

from gongkai.law import LawBook
from gongkai.site.accounts.rights import matrix
from scripts import docs_lifecycle, docs_rights
from scripts.make_docs import TARGET, pages

LAW = LawBook.open().at(dt.date.max)
PAGES = pages()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_is_up_to_date(page: Path) -> None:
    assert page.read_text(encoding="utf-8") == PAGES[page], "stale: run make docs"


def test_it_holds_every_code() -> None:
    page = TARGET.read_text(encoding="utf-8")
    assert [code for code in LAW.checks if f"### {code}\n" not in page] == []
    assert [code for code in LAW.notices if f"| {code} |" not in page] == []


def test_it_holds_every_event_state_document_and_deadline() -> None:
    page = docs_lifecycle.TARGET.read_text(encoding="utf-8")
    table = LAW.lifecycle
    assert [event.id for event in table.events if f"`{event.id.replace('_', '-')}`" not in page] == []
    assert [state.id for state in table.states if f"as {state.id}\n" not in page] == []
    for entries in (LAW.documents, LAW.deadlines, LAW.channels, LAW.outcomes):
        assert [name for name in entries if f"`{name}`" not in page] == []


def test_it_holds_every_role_and_action() -> None:
    page = docs_rights.TARGET.read_text(encoding="utf-8")
    assert [name for name in (*matrix().roles, *matrix().actions) if f"| `{name}` |" not in page] == []
