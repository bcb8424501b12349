"""The contents of a case file (卷内目录) as PDF."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence

import msgspec

from gongkai.writing.fonts_used import FAMILY
from gongkai.writing.typesetting import typeset


class Line(msgspec.Struct, frozen=True):
    """A piece of the file: its title, its day, the page on which it begins (None: not printed here), its digest."""

    title: str
    day: dt.date
    page: int | None
    sha256: str


def write_contents(body: str, title: str, lines: Sequence[Line], day: dt.date) -> bytes:
    """A table of contents. Raises UsageError as ``typeset`` does."""
    data = {
        "body": body,
        "title": title,
        "day": [day.year, day.month, day.day],
        "font": FAMILY,
        "lines": [
            {
                "title": line.title,
                "day": line.day.isoformat(),
                "page": "另附" if line.page is None else str(line.page),
                "sha256": line.sha256,
            }
            for line in lines
        ],
    }
    return typeset(("gongkai.writing/case_file.typ",), {"file": json.dumps(data, ensure_ascii=False)}).data
