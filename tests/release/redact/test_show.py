"""A page as a picture, in the units of marks."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from gongkai.errors import UndecodableError, UsageError
from gongkai.release.redact import show
from tests.release.redact.files import FILES, HIGH, WIDE, drawn


def test_a_page_has_its_size_in_points() -> None:
    shown = show(FILES["text"], 1, dpi=144)
    assert (shown.wide, shown.high) == (WIDE, HIGH)
    assert Image.open(io.BytesIO(shown.data)).size == (WIDE * 2, HIGH * 2)


def test_a_picture_has_its_size_in_dots() -> None:
    out = io.BytesIO()
    drawn("甲", (200, 120)).save(out, "PNG")
    shown = show(out.getvalue(), 1)
    assert (shown.wide, shown.high, shown.pages) == (200, 120, 1)


def test_a_page_that_is_not_there_is_told() -> None:
    with pytest.raises(UsageError, match="没有第2页"):
        show(FILES["text"], 2)


def test_a_damaged_file_is_told() -> None:
    with pytest.raises(UndecodableError):
        show(b"%PDF-1.7\n" + b"\0" * 200, 1)
