"""Whatever a PDF is made of: what was marked or never seen is gone, what was seen beside it is still there."""

from __future__ import annotations

import datetime as dt
import io
from collections import Counter
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from gongkai.errors import TooLargeError, UndecodableError, UnsupportedFormatError, UsageError
from gongkai.law import current_book
from gongkai.release.redact import Mark, Options, Redacted, grounds, redact, verify
from gongkai.writing.letters import write_letter
from tests.release.redact.files import (
    FILES,
    HIGH,
    OPEN,
    PLAIN,
    SECRET,
    SPOT,
    TURNS,
    WIDE,
    made,
    page,
    said,
    shown,
    traces,
)
from tests.writing.letters.test_files import the

LAW = current_book().at(dt.date(2026, 3, 18))
KEPT = OPEN.replace(" ", "")
QUICK = Options(dpi=110)


def done(data: bytes, *boxes: tuple[float, float, float, float], options: Options = QUICK) -> Redacted:
    return redact(data, [Mark(1, box) for box in boxes], LAW, options)


def levels(data: bytes, box: tuple[float, float, float, float]) -> tuple[int, int]:
    """The darkest and the lightest dot of a box of the first page, as it is shown, without its edge."""
    image = pypdfium2.PdfDocument(data)[0].render(scale=2).to_pil().convert("L")
    left, top, right, bottom = (2 * side for side in box)
    seen = [level for level, n in enumerate(image.crop((left + 2, top + 2, right - 2, bottom - 2)).histogram()) if n]
    return seen[0], seen[-1]


def lightest(data: bytes, box: tuple[float, float, float, float]) -> int:
    return levels(data, box)[1]


@pytest.mark.parametrize("name", FILES)
def test_the_files_hold_the_secret_before(name: str) -> None:
    if "scan" not in name:
        assert traces(FILES[name])


@pytest.mark.parametrize("name", FILES)
def test_nothing_of_it_is_left_afterwards(name: str) -> None:
    box = (30.0, 108.0, 250.0, 142.0) if name == "cropped" else SPOT
    found = done(FILES[name], box)
    assert traces(found.data) == []
    assert lightest(found.data, box) < 90
    if "scan" not in name and "on top of" not in name:
        assert KEPT in said(found.data)


@pytest.mark.parametrize(
    "name",
    [
        "earlier version",
        "hidden layer",
        "invisible",
        "invisible on a pattern",
        "white",
        "tiny",
        "on top of other text",
        "white on top of other text",
        "black box drawn over it",
        "white box drawn over it",
        "annotated",
        "stamped",
    ],
)
def test_what_nobody_saw_is_gone_though_nobody_marked_it(name: str) -> None:
    """The secret that is seen is marked; the one that is not seen stands elsewhere."""
    # None of these letters stands in the line that is kept.
    assert set("QZX47") & set(said(done(FILES[name], SPOT).data)) == set()


@pytest.mark.parametrize(
    ("turn", "box"),
    [
        (90, (HIGH - 160, 50, HIGH - 128, 260)),
        (180, (WIDE - 260, HIGH - 160, WIDE - 50, HIGH - 128)),
        (270, (128, WIDE - 260, 160, WIDE - 50)),
    ],
)
def test_a_turned_page_is_marked_as_it_is_shown(turn: int, box: tuple[float, float, float, float]) -> None:
    found = done(TURNS[turn], box)
    assert traces(found.data) == []
    assert lightest(found.data, box) < 90
    assert set(KEPT) <= set(said(found.data))
    size = pypdfium2.PdfDocument(found.data)[0].get_size()
    assert tuple(map(round, size)) == ((WIDE, HIGH) if turn == 180 else (HIGH, WIDE))


def test_the_value_of_a_field_is_seen_until_it_is_marked() -> None:
    """What a reader has filled in belongs to the page."""
    elsewhere = done(FILES["form field"], (300, 200, 320, 220))
    assert levels(elsewhere.data, (50, 130, 250, 160))[0] < 90
    assert traces(elsewhere.data) == []


def test_a_stamp_is_drawn_where_it_is_asked_for() -> None:
    spot = (310.0, 255.0, 350.0, 275.0)
    assert levels(done(FILES["stamped"], SPOT).data, spot) == (255, 255)
    with_notes = done(FILES["stamped"], SPOT, options=Options(110, notes=True))
    assert levels(with_notes.data, spot)[1] < 60
    assert traces(with_notes.data) == []


def test_letters_made_bold_by_drawing_them_twice_stay_once() -> None:
    twice = made(lambda pdf: page(pdf, shown(50, 60, OPEN) + shown(50.4, 60, OPEN) + shown(50, 150, SECRET)))
    assert said(done(twice, SPOT).data) == KEPT


def test_the_new_file_says_nothing_of_itself() -> None:
    found = done(FILES["properties and bookmarks"], SPOT)
    with pikepdf.open(io.BytesIO(found.data)) as pdf:
        assert list(pdf.docinfo.keys()) == []
        assert set(pdf.Root.keys()) == {"/Type", "/Pages"}
        assert set(pdf.pages[0].obj.keys()) == {"/Type", "/Parent", "/MediaBox", "/Resources", "/Contents"}
    assert found.data == done(FILES["properties and bookmarks"], SPOT).data


def test_a_character_that_is_partly_covered_is_gone_from_the_text() -> None:
    found = done(FILES["text"], (50, 128, 62, 160))
    text = said(found.data)
    assert SECRET not in text
    assert "QUARTZ" in text


def test_text_in_chinese_stays_and_goes() -> None:

    data = write_letter(the("supplement_notice"), "pdf")
    found = redact(data, [Mark(1, (70, 200, 525, 300))], LAW, QUICK)
    assert "无正当理由逾期不补正的，视为放弃申请" in said(found.data)
    assert any("收到您提出" in text for text in found.removed)
    assert "收到您提出" not in said(found.data)


def test_what_still_stands_elsewhere_is_told() -> None:
    data = made(lambda pdf: (page(pdf), page(pdf, shown(50, 60, f"again {SECRET}"))))
    found = done(data, SPOT)
    assert [(repeat.text, repeat.page) for repeat in found.repeats] == [(SECRET, 2)]
    assert done(FILES["text"], SPOT).repeats == ()


def test_without_text_nothing_can_be_searched() -> None:
    assert said(done(FILES["text"], SPOT, options=Options(110, text=False)).data) == ""


def test_the_ground_is_printed_where_there_is_room() -> None:
    wide, narrow = (50.0, 128.0, 260.0, 160.0), (50.0, 128.0, 54.0, 132.0)
    with_ground = redact(FILES["text"], [Mark(1, wide, "personal_privacy")], LAW, QUICK).data
    assert lightest(with_ground, wide) > 150
    assert lightest(with_ground, (50, 128, 80, 160)) < 90
    assert lightest(redact(FILES["text"], [Mark(1, narrow, "personal_privacy")], LAW, QUICK).data, narrow) < 90
    assert grounds(LAW)["personal_privacy"] == "个人隐私"
    assert "provided" not in grounds(LAW)


@pytest.mark.parametrize(
    ("data", "marks", "error", "told"),
    [
        (FILES["text"], [Mark(2, SPOT)], UsageError, "在第2页，而文件只有1页"),
        (FILES["text"], [Mark(0, SPOT)], UsageError, "页码从1开始"),
        (FILES["text"], [Mark(1, (5, 5, 5, 9))], UsageError, "没有大小"),
        (FILES["text"], [Mark(1, (900, 10, 950, 20))], UsageError, "落在页面之外"),
        (FILES["text"], [Mark(1, (float("nan"), 1, 2, 3))], UsageError, "不是数字"),
        (FILES["text"], [Mark(1, SPOT, "nothing")], UsageError, "理由“nothing”不存在"),
        (b"%PDF-1.7\nnothing at all", [Mark(1, SPOT)], UndecodableError, "已损坏或者设有密码"),
        (b"plain text", [Mark(1, SPOT)], UnsupportedFormatError, "只能遮盖 PDF"),
    ],
)
def test_what_cannot_be_done_is_told(data: bytes, marks: list[Mark], error: type[Exception], told: str) -> None:
    with pytest.raises(error, match=told):
        redact(data, marks, LAW)


def test_a_page_beyond_all_measure_is_refused() -> None:
    huge = made(lambda pdf: page(pdf, PLAIN, UserUnit=1))
    with pikepdf.open(io.BytesIO(huge)) as pdf:
        pdf.pages[0].MediaBox = pikepdf.Array([0, 0, 14400, 14400])
        out = io.BytesIO()
        pdf.save(out)
    with pytest.raises(TooLargeError, match="页面过大"):
        done(out.getvalue(), SPOT)


def test_another_resolution_is_refused() -> None:
    with pytest.raises(UsageError, match="分辨率应当是96至400"):
        done(FILES["text"], SPOT, options=Options(40))


def test_corners_may_be_given_in_any_order() -> None:
    left, top, right, bottom = SPOT
    found = done(FILES["text"], (right, bottom, left, top))
    assert traces(found.data) == []
    verify(found.data, [Mark(1, SPOT)], found.removed)


def test_the_text_of_a_published_report_stays_whole(shared_reports: Path) -> None:
    """Nothing that is seen is lost: every character of two real pages can be found in the new file."""
    with pikepdf.open(shared_reports / "huaian_city_2024.pdf") as pdf, pikepdf.new() as two:
        two.pages.extend(pdf.pages[:2])
        out = io.BytesIO()
        two.save(out)
    found = redact(out.getvalue(), [Mark(1, (1, 1, 3, 3))], LAW)
    assert Counter(said(found.data)) == Counter(said(out.getvalue()))
