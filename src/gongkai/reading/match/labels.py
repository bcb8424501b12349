"""The words of a form, recognised however they are printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final, Literal

import msgspec

from gongkai.report.form import Form
from gongkai.text.normal import bare, split_numbering

Ways = tuple[tuple[str, int], ...]
REMEDIES: Final = "remedies"
LabelKind = Literal["row", "group", "across", "column", "head", "block"]

# A label printed otherwise is taken for a row if it is this alike and clearly more so than to any other row.
_ALIKE = 0.72
_MARGIN = 0.12
_MAX_LABEL = 120
_SHORTEST_GUESS = 3
_SHORTEST_BEGINNING = 5
# The words that tell a form are longer.
SHORTEST_WORD = 4
_FEW = 8
_REMEMBERED = 3_000
_ORDINALS = "一二三四五六七八九十0123456789"


class Label(msgspec.Struct, frozen=True, gc=False):
    """A word of the form.

    ``id`` is a row, column or block id and ``key`` that behind its table; ``number`` is the ordinal that it carries in
    the form.
    """

    kind: LabelKind
    table: str
    id: str
    text: str
    number: str
    key: str


class LabelIndex:
    """All labels of one form by their bare text.

    ``ordinals`` are those that rows carry and no group does.
    Questions asked again and again are answered once: ``starting``, ``ways``, ``is_fragment`` and ``closest``.
    """

    def __init__(self, form: Form) -> None:
        self.form = form
        self.exact: dict[str, tuple[Label, ...]] = {}
        self.verbatim: dict[str, str] = {}
        for label in _labels(form):
            self.exact[label.text] = (*self.exact.get(label.text, ()), label)
        for key, row in form.rows.items():
            self.verbatim[key] = _bare_label(row.label)
        self.rows: tuple[Label, ...] = tuple(
            label for found in self.exact.values() for label in found if label.kind == "row"
        )
        self.groups: tuple[str, ...] = tuple(
            text for text, found in self.exact.items() if any(label.kind == "group" for label in found)
        )
        self.ordinals = {label.number for label in self.rows} - {
            label.number for found in self.exact.values() for label in found if label.kind == "group"
        }
        self.ordinals.discard("")
        self.other_words = "\n".join(
            text for text, found in self.exact.items() if any(label.kind != "row" for label in found)
        )
        self.starting = lru_cache(_REMEMBERED)(self._starting)
        self.ways = lru_cache(_REMEMBERED)(self._ways)
        self.is_fragment = lru_cache(_REMEMBERED)(self._is_fragment)
        self.closest = lru_cache(_REMEMBERED)(self._closest)

    def behind_group(self, text: str) -> tuple[Label, ...]:
        """The row labels behind group labels printed in the same cell (``（五）不予处理1.信访…``)."""
        for group in self.groups:
            if text.startswith(group):
                rest = text[len(group) :].lstrip(_ORDINALS)
                found = tuple(label for label in self.exact.get(rest, ()) if label.kind == "row")
                return found or self.behind_group(rest)
        return ()

    def _starting(self, text: str, number: str) -> tuple[Label, ...]:
        """Rows whose label begins with ``text`` (and goes on); ``number`` must not contradict a short text."""
        found = tuple(label for label in self.rows if label.text.startswith(text) and label.text != text)
        right = tuple(label for label in found if label.number == number)
        return right if right or (number and len(text) < _SHORTEST_BEGINNING) else found

    def _ways(self, key: str, text: str) -> Ways:
        """Every way of labelling the row ``key`` that begins with ``text``, with how much of it that is."""
        return tuple((label.text, len(text)) for label in self.rows if label.key == key and label.text.startswith(text))

    def _is_fragment(self, text: str) -> bool:
        """Whether ``text`` is a piece of a heading, column or group label."""
        return text in self.other_words

    def _closest(self, text: str, number: str) -> Label | None:
        """The row whose label, or the beginning of it, is alike enough and clearly more alike than any other's."""
        if len(text) < _SHORTEST_GUESS or len(text) > _MAX_LABEL:
            return None
        scores: dict[str, tuple[float, Label]] = {}
        for label in self.rows:
            score = likeness(text, label.text)
            if number and label.number and number != label.number:
                score -= _MARGIN
            if label.key not in scores or score > scores[label.key][0]:
                scores[label.key] = (score, label)
        ranked = sorted(scores.values(), key=lambda pair: pair[0], reverse=True)
        if not ranked or ranked[0][0] < _ALIKE or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _MARGIN / 2):
            return None
        return ranked[0][1]


def likeness(text: str, label: str) -> float:
    """From 0 to 1; a long enough beginning of the label counts as much as all of it."""
    ratio = SequenceMatcher(None, text, label, autojunk=False).ratio()
    if len(text) < _SHORTEST_BEGINNING or len(text) >= len(label):
        return ratio
    return max(ratio, SequenceMatcher(None, text, label[: len(text)], autojunk=False).ratio())


def fits(label: Label, number: str) -> bool:
    """Whether a printed ordinal can stand before ``label``: columns have none, short words such as 其他 need theirs."""
    if number and label.kind == "column":
        return False
    return not number or not label.number or number == label.number or len(label.text) > 2


def _bare_label(text: str) -> str:
    return bare(split_numbering(text)[1])


def _labels(form: Form) -> Iterator[Label]:
    for table in form.text.tables:
        for block in table.blocks:
            yield Label("block", table.id, block.id, _bare_label(block.title), "", f"{table.id}.{block.id}")
            for head in (*block.heads, block.corner):
                if head:
                    yield Label("head", table.id, block.id, _bare_label(head), "", f"{table.id}.{block.id}")
            for column in block.columns:
                for text in (column.label, *column.variants):
                    yield Label("column", table.id, column.id, bare(text), "", f"{table.id}.{column.id}")
            for row in block.rows:
                number = split_numbering(row.label)[0]
                kind: LabelKind = "across" if block.drawn == "across" else "group" if row.kind == "group" else "row"
                for text in dict.fromkeys((_bare_label(row.label), *map(_bare_label, row.variants))):
                    yield Label(kind, table.id, row.id, text, number, f"{table.id}.{row.id}")


def distinguishing_words(forms: Mapping[str, Form]) -> dict[str, tuple[str, ...]]:
    """For each form the first few label words that no other form has; they tell which form a document follows."""
    words = {
        form_id: tuple(dict.fromkeys(label.text for label in _labels(form) if len(label.text) > SHORTEST_WORD))
        for form_id, form in forms.items()
    }
    return {form_id: tuple(_own_words(form_id, words))[:_FEW] for form_id in forms}


def _own_words(form_id: str, words: Mapping[str, Sequence[str]]) -> Iterator[str]:
    others = [word for other_id, found in words.items() if other_id != form_id for word in found]
    return (word for word in words[form_id] if not any(word in other for other in others))
