"""Covering parts of a paper: marks with grounds, numbers found in one click, a copy that holds nothing of them."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from gongkai.errors import NotAllowedError, UsageError
from gongkai.release.redact import Mark
from gongkai.site.accessrequests import selectors, selectors_desk, services
from gongkai.site.accessrequests.models import Paper
from gongkai.site.accessrequests.services import delivery, redaction
from gongkai.site.web import storage
from tests.release.redact.files import FILES, OPEN, SECRET, SPOT, made, page, shown, traces

from .desk_world import Hall, fresh, text, url

MARK = Mark(1, SPOT, "trade_secret")
PHONE = "13900000007"


def added(hall: Hall, request: int, data: bytes, name: str = "验收报告.pdf") -> Paper:
    stream = io.BytesIO(data)
    return services.add_paper(hall.handler, request_id=request, kind="internal", name=name, stream=stream)


def test_the_copy_holds_nothing_of_what_was_covered(hall: Hall) -> None:
    request = fresh(hall)
    paper = added(hall, request, FILES["text"])
    redaction.save(hall.handler, request_id=request, paper_id=paper.pk, marks=[MARK])
    copy, repeats = redaction.produce(hall.handler, request_id=request, paper_id=paper.pk)
    data = storage.read(copy.blob)
    assert traces(data) == []
    assert repeats == ()
    assert (copy.kind, copy.served) == ("disclosed", False)
    assert traces(storage.read(paper.blob)) != []
    delivery.serve(hall.handler, request_id=request, paper_id=copy.pk, served=True)
    with pytest.raises(NotAllowedError, match="收回"):
        redaction.produce(hall.handler, request_id=request, paper_id=paper.pk)


def test_a_copy_made_anew_takes_the_place_of_the_earlier_one(hall: Hall) -> None:
    request = fresh(hall)
    paper = added(hall, request, FILES["text"])
    redaction.save(hall.handler, request_id=request, paper_id=paper.pk, marks=[MARK])
    redaction.produce(hall.handler, request_id=request, paper_id=paper.pk)
    copy, _repeats = redaction.produce(hall.handler, request_id=request, paper_id=paper.pk)
    row = selectors.get(hall.handler, request)
    assert [found.pk for found in selectors.papers(row) if found.kind == "disclosed"] == [copy.pk]


def test_marks_are_sealed_and_need_a_ground(hall: Hall) -> None:
    request = fresh(hall)
    paper = added(hall, request, FILES["text"])
    with pytest.raises(UsageError, match="理由"):
        redaction.save(hall.handler, request_id=request, paper_id=paper.pk, marks=[Mark(1, SPOT, "")])
    with pytest.raises(UsageError, match="还没有标出"):
        redaction.produce(hall.handler, request_id=request, paper_id=paper.pk)
    redaction.save(hall.handler, request_id=request, paper_id=paper.pk, marks=[MARK])
    row = selectors_desk.redactions(selectors.get(hall.handler, request)).get()
    assert "trade_secret" not in row.sealed


def test_numbers_are_found_in_one_click_and_once(hall: Hall) -> None:
    request = fresh(hall)
    paper = added(hall, request, made(lambda pdf: page(pdf, shown(50, 60, OPEN) + shown(50, 150, PHONE))))
    where: dict[str, Any] = {"request_id": request, "paper_id": paper.pk, "ground": "personal_privacy"}
    assert redaction.find(hall.handler, **where) == (1, ())
    assert redaction.find(hall.handler, **where) == (0, ())
    assert redaction.find(hall.handler, **where, words="Harvest")[0] == 1


def test_what_cannot_be_covered_is_told(hall: Hall) -> None:
    request = fresh(hall)
    paper = added(hall, request, "一份文本".encode(), "甲.txt")
    with pytest.raises(NotAllowedError, match="PDF"):
        redaction.save(hall.handler, request_id=request, paper_id=paper.pk, marks=[MARK])


def test_marking_by_fields_and_making_the_copy(hall: Hall, browsers: Hall) -> None:
    request = fresh(hall)
    paper = added(hall, request, FILES["text"])
    where = url(hall, "cover", request, paper.pk, 1)
    shown_page = browsers.handler.get(where)
    assert "<image" in text(shown_page)
    assert browsers.handler.get(url(hall, "cover_picture", request, paper.pk, 1)).content.startswith(b"\x89PNG")
    sides = dict(zip(("left", "top", "right", "bottom"), map(str, SPOT), strict=True))
    assert "gk-errors" in text(
        browsers.handler.post(where, sides | {"act": "add", "left": "", "ground": "trade_secret"})
    )
    browsers.handler.post(where, sides | {"act": "add", "ground": "trade_secret"})
    marked = text(browsers.handler.get(where))
    assert 'x="50.00"' in marked
    assert "商业秘密" in marked
    done = browsers.handler.post(where, {"act": "produce"}, follow=True)
    assert "读回核对" in text(done)
    copy = selectors_desk.redactions(selectors.get(hall.handler, request)).get().copy
    assert SECRET.encode() not in storage.read(copy.blob)
    browsers.handler.post(where, {"act": "drop", "place": "0"})
    assert redaction.marks_of(selectors.get(hall.handler, request), paper) == ()


def test_finding_through_the_page_tells_pages_without_text(hall: Hall, browsers: Hall) -> None:
    request = fresh(hall)
    paper = added(hall, request, FILES["scan"])
    where = url(hall, "cover", request, paper.pk, 1)
    answer = browsers.handler.post(where, {"act": "find", "ground": "personal_privacy"}, follow=True)
    assert "没有文字可以查找" in text(answer)


def test_a_reader_neither_looks_nor_marks(
    hall: Hall, person: Callable[..., Any], signed_in: Callable[..., Client]
) -> None:  # fmt: skip
    request = fresh(hall)
    paper = added(hall, request, FILES["text"])
    reader = signed_in(person("secrecy_reviewer", hall.body))
    for name in ("cover", "cover_picture"):
        assert reader.get(url(hall, name, request, paper.pk, 1)).status_code == 403
