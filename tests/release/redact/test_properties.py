"""Random words in random places under random marks: outside found, inside never."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.release.redact.check import verify
from gongkai.release.redact.marks import Mark, share, touch, wider
from gongkai.release.redact.rebuild import Options, rebuild
from gongkai.release.redact.source import Character, characters, opened, page_of
from tests.release.redact.files import HIGH, WIDE, made, page, said, shown

WORDS = st.text("ABCDEFGHKLMNPRSTUVWXYZ23456789", min_size=1, max_size=12)
LINES = st.lists(st.tuples(st.integers(10, 250), WORDS), min_size=1, max_size=8)
BOXES = st.lists(
    st.tuples(st.integers(0, 400), st.integers(0, 280), st.integers(1, 200), st.integers(1, 60)), min_size=0, max_size=4
)


def read(data: bytes) -> list[Character]:
    with opened(data) as document:
        return characters(page_of(document, 1))


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(lines=LINES, boxes=BOXES, turn=st.sampled_from([0, 90, 180, 270]))
def test_outside_is_found_and_inside_never(
    lines: list[tuple[int, str]], boxes: list[tuple[int, int, int, int]], turn: int
) -> None:
    hold(lines, boxes, turn)


@settings(max_examples=25, deadline=None)
@given(lines=LINES, boxes=BOXES, turn=st.sampled_from([0, 90]))
def test_a_few_of_them(lines: list[tuple[int, str]], boxes: list[tuple[int, int, int, int]], turn: int) -> None:
    hold(lines, boxes, turn)


def hold(lines: list[tuple[int, str]], boxes: list[tuple[int, int, int, int]], turn: int) -> None:
    content = "".join(shown(x, 30 + 32 * row, word, 14) for row, (x, word) in enumerate(lines))
    data = made(lambda pdf: page(pdf, content, Rotate=turn))
    size = (WIDE, HIGH) if turn in (0, 180) else (HIGH, WIDE)
    shown_boxes = [(float(x), float(y), float(x + wide), float(y + high)) for x, y, wide, high in boxes]
    marks = [Mark(1, box) for box in shown_boxes if touch(box, (1, 1, size[0] - 1, size[1] - 1))]
    page_box = (0.0, 0.0, float(size[0]), float(size[1]))
    drawn = [found for found in read(data) if found.ink is not None]
    # What stands off the page is not seen by anybody.
    free = [
        found
        for found in drawn
        if share(found.box, page_box) == 1 and not any(touch(wider(found.box, 2), mark.box) for mark in marks)
    ]
    under = [found for found in drawn if any(share(found.box, mark.box) >= 0.5 for mark in marks)]
    made_new = rebuild(data, marks, {}, Options(dpi=100))
    verify(made_new.data, marks, made_new.removed, [repeat.text for repeat in made_new.repeats])
    after = read(made_new.data)
    for found in free:
        assert any(other.text == found.text and share(other.box, found.box) > 0.5 for other in after), found
    for found in under:
        assert not any(share(other.box, found.box) > 0.5 for other in after), found
    assert len(said(made_new.data)) >= len(free)
