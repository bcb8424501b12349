"""Finding words and numbers gives marks that remove them, however the file has put them together."""

from __future__ import annotations

import datetime as dt

import pytest

from gongkai.errors import UsageError
from gongkai.law import current_book
from gongkai.release.redact import Mark, Options, find, redact
from tests.release.made import id_number, phone
from tests.release.redact.files import FILES, OPEN, SECRET, made, page, said, shown, traces

LAW = current_book().at(dt.date(2026, 3, 18))
QUICK = Options(dpi=110)


@pytest.mark.parametrize("name", ["text", "pieces", "kerned", "form object", "ligature", "recognised scan", "cropped"])
def test_a_word_is_found_and_gone(name: str) -> None:
    found = find(FILES[name], [SECRET], ground="trade_secret")
    assert found.marks
    assert {mark.ground for mark in found.marks} == {"trade_secret"}
    marks = [mark for mark in found.marks if mark.box[1] < 250]
    assert traces(redact(FILES[name], marks, LAW, QUICK).data) == []


def test_a_word_over_two_lines_has_two_marks() -> None:
    data = made(lambda pdf: page(pdf, shown(50, 60, OPEN) + shown(50, 150, SECRET[:7]) + shown(50, 175, SECRET[7:])))
    found = find(data, [SECRET])
    assert len(found.marks) == 2
    first, second = sorted(mark.box for mark in found.marks)
    assert first[3] < second[3] or second[3] < first[3]
    assert "QUARTZ" not in said(redact(data, found.marks, LAW, QUICK).data)


def test_all_numbers_of_a_kind_are_marked_at_once() -> None:
    people = [id_number(serial) for serial in range(3)]
    lines = "".join(shown(50, 40 + 30 * row, f"No. {row} {number}", 12) for row, number in enumerate(people))
    data = made(lambda pdf: (page(pdf, lines), page(pdf, shown(50, 60, f"tel {phone(7)} {people[0]}", 12))))
    found = find(data, codes=["RL-ID-NUMBER"])
    assert [mark.page for mark in found.marks] == [1, 1, 1, 2]
    text = said(redact(data, found.marks, LAW, QUICK).data)
    assert [number for number in people if number in text or number[6:14] in text] == []
    assert phone(7) in text
    assert "No.2" in text


def test_pages_without_text_are_told() -> None:
    assert find(FILES["scan"], [SECRET]).unread == (1,)
    assert find(FILES["text"], ["nothing such"]) == find(FILES["text"], [" "])


def test_an_unknown_rule_is_refused() -> None:
    with pytest.raises(UsageError, match="RL-ID-NUMBER"):
        find(FILES["text"], codes=["RL-NOTHING"])


def test_a_mark_goes_around_the_ink() -> None:
    (mark,) = find(FILES["text"], [SECRET]).marks
    left, top, right, bottom = mark.box
    assert isinstance(mark, Mark)
    assert left < 50 < 200 < right < 260
    assert top < 137
    assert bottom > 150
