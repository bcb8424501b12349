"""What a pass over the table zone finds, and what it leaves open from row to row."""

from __future__ import annotations

import msgspec

from gongkai.reading.match.labels import Ways
from gongkai.reading.match.strips import Strip
from gongkai.report.notice import Notice
from gongkai.report.report import PrintedLabel
from gongkai.report.values import Place


class Found(msgspec.Struct):
    """What a pass over the table zone found.

    ``strips`` by ``table.row`` (more than one where the row is repeated), ``unlabelled`` ones, those of chapter four
    with the group labels met before each, and row labels printed otherwise than in the form.
    """

    strips: dict[str, list[Strip]] = {}
    unlabelled: list[Strip] = []
    remedies: list[Strip] = []
    remedy_heads: list[tuple[str, ...]] = []
    labels: list[PrintedLabel] = []
    notices: list[Notice] = []


class Open(msgspec.Struct):
    """The row label met last, which may go on in a later row: every way it can be worded, and how much was printed."""

    key: str
    ways: Ways
    printed: str
    at: Place
    strip: Strip | None = None


class Beside(msgspec.Struct):
    """Values that are no row's yet, and what stands beside them: an ordinal, words that are no label, as printed."""

    number: str
    text: str
    printed: str
    strip: Strip
