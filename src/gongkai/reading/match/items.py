"""What one cell of a grid is: values, a label of the form, other words, or nothing."""

from __future__ import annotations

import re
from typing import Literal

import msgspec

from gongkai.reading.match.labels import Label, LabelIndex, fits
from gongkai.text.normal import SPACES, bare, split_numbering
from gongkai.text.numbers import Token, leading_number, parse_tokens

ItemKind = Literal["blank", "values", "label", "text", "mixed"]

_LONGEST = 160
_CACHE_SIZE = 50_000
_TRAILING_VALUES = re.compile(r"(?P<words>.*[^\d\s.,，+\-−/])\s+(?P<values>[\d\s.,，+\-−/—]+)", re.DOTALL)
_PAGE_NUMBER = re.compile(r"[-—–－]{1,2}\s*\d{1,3}\s*[-—–－]{1,2}|第\s*\d+\s*页.{0,12}|\d{1,3}\s*/\s*\d{1,3}\s*页?")
_CONTINUED = re.compile(r"[(（]?\s*续\s*(?:上?表|前表)?\s*[)）]?")


class Item(msgspec.Struct, frozen=True, gc=False):
    """A classified cell. ``tokens`` for values, ``labels`` for a label, ``parts`` for values and words glued together.

    ``text`` is the bare text without its ordinal, ``number`` the ordinal; ``row`` is the row label among ``labels``,
    ``only_row``: it can be nothing else.
    """

    kind: ItemKind
    raw: str
    tokens: tuple[Token, ...] = ()
    labels: tuple[Label, ...] = ()
    text: str = ""
    number: str = ""
    parts: tuple[Item, ...] = ()
    row: Label | None = None
    only_row: bool = False


_EMPTY = Item("blank", "")


class Classifier:
    """Classifies cells against one form; the same printed text is worked out once."""

    def __init__(self, index: LabelIndex) -> None:
        self.index = index
        self._known: dict[str, Item] = {}

    def __call__(self, cell: str) -> Item:
        """What the printed text ``cell`` is."""
        item = self._known.get(cell)
        if item is None:
            if len(self._known) >= _CACHE_SIZE:
                self._known.clear()
            item = self._known[cell] = self._classify(cell)
        return item

    def _classify(self, cell: str) -> Item:
        text = cell.strip(SPACES)
        if not text:
            return _EMPTY if not cell else Item("blank", cell)
        if len(text) > _LONGEST:
            return Item("text", text)
        if _PAGE_NUMBER.fullmatch(text) or _CONTINUED.fullmatch(text):
            return _EMPTY
        tokens = parse_tokens(text)
        if tokens is not None:
            return Item("values", text, tokens)
        return self._label(text) or self._mixed(text) or self._words(text)

    def _words(self, text: str) -> Item:
        number, rest = split_numbering(text)
        return Item("text", text, text=bare(rest), number=number)

    def _label(self, text: str) -> Item | None:
        number, rest = split_numbering(text)
        found = self.index.exact.get(bare(rest), ())
        labels = tuple(label for label in found if fits(label, number))
        if not labels:
            # An ordinal may be part of the words themselves.
            number, labels = "", self.index.exact.get(bare(text), ()) or self.index.behind_group(bare(rest))
        if not labels:
            return self._behind_pieces(text)
        return Item(
            "label",
            text,
            labels=labels,
            text=bare(rest),
            number=number,
            row=next((label for label in labels if label.kind == "row"), None),
            only_row=all(label.kind == "row" for label in labels),
        )

    def _behind_pieces(self, text: str) -> Item | None:
        """A label with pieces of the group labels beside it before it in the same line (``（四）无 1.本机关…``)."""
        head, space, tail = text.partition(" ")
        if not space or not tail or not self.index.is_fragment(bare(split_numbering(head)[1])):
            return None
        return self._label(tail.strip(SPACES))

    def _mixed(self, text: str) -> Item | None:
        trailing = _TRAILING_VALUES.fullmatch(text)
        if trailing is not None and (tokens := parse_tokens(trailing["values"])) is not None:
            words = self._label(trailing["words"]) or self._words(trailing["words"])
            return Item("mixed", text, parts=(words, Item("values", trailing["values"], tokens)))
        leading = leading_number(text)
        if leading is None:
            return None
        token, rest = leading
        behind = self._label(rest.strip(SPACES))
        if behind is not None:
            return Item("mixed", text, parts=(Item("values", token.raw, (token,)), behind))
        # A single digit before words is far more likely an ordinal than a value.
        if len(token.raw) == 1 or token.unit is None:
            return None
        return Item("values", text, (msgspec.structs.replace(token, raw=text, note=rest.strip(SPACES)),))
