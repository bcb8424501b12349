"""What one cell of a grid is: values, a label of the form, other words, or nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec

from gongkai.reading.match.candidates import is_canonical
from gongkai.reading.match.labels import REMEDIES, Label, LabelIndex, fits
from gongkai.text.normal import SPACES, bare, split_bare_digit, split_numbering
from gongkai.text.numbers import Token, garbled_number, leading_number, parse_tokens, whole_number

ItemKind = Literal["blank", "values", "label", "text", "mixed"]

_LONGEST = 160
_CACHE_SIZE = 8_000
_MOST_PIECES = 20
_LONGEST_PIECES = 60
_PAGE_NUMBER = re.compile(r"[-—–－]{1,2}\s*\d{1,3}\s*[-—–－]{1,2}|第\s*\d+\s*页.{0,12}|\d{1,3}\s*/\s*\d{1,3}\s*页?")
# Words between spaces; a note in brackets is not parted.
_APART = re.compile(r"(?:[(（][^()（）]*[)）]|\S)+")
# A bracket that was opened before; one that is not closed.
_CLOSING = re.compile(r"[^(（]*[)）]")
_OPENED = re.compile(r"[(（][^()（）]*$")
_CONTINUED = re.compile(r"[(（]?\s*续\s*(?:上?表|前表)?\s*[)）]?")


class Item(msgspec.Struct, frozen=True, gc=False):
    """A classified cell. ``tokens`` for values, ``labels`` for a label, ``parts`` for values and words glued together.

    ``text`` is the bare text without its ordinal, ``number`` the ordinal; ``row`` is the row label among ``labels``,
    ``only_row``: it can be nothing else; ``heads`` are those among ``labels`` that only the table of chapter four has.
    ``single``: it is exactly one value, printed as people print numbers.
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
    heads: tuple[Label, ...] = ()
    single: bool = False


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
        if cell.isdigit() and cell.isascii() and len(cell) <= _LONGEST:
            return _values(cell, (whole_number(cell),))
        text = cell.strip(SPACES).replace("\u3000", " ").replace("\u00a0", " ")
        if not text:
            return _EMPTY if not cell else Item("blank", cell)
        if len(text) > _LONGEST:
            return Item("text", text)
        if _PAGE_NUMBER.fullmatch(text) or _CONTINUED.fullmatch(text):
            return _EMPTY
        tokens = parse_tokens(text)
        if tokens is not None:
            return _values(text, tokens)
        garbled = garbled_number(text)
        if garbled is not None:
            return _values(text, (garbled,))
        return self._label(text) or self._mixed(text) or self._words(text)

    def _words(self, text: str) -> Item:
        number, rest = split_numbering(text)
        return Item("text", text, text=bare(rest), number=number)

    def _label(self, text: str) -> Item | None:
        number, rest = split_numbering(text)
        labels = tuple(label for label in self.index.exact.get(bare(rest), ()) if fits(label, number))
        if not labels and (glued := split_bare_digit(text)) is not None:
            number, rest = glued
            labels = tuple(label for label in self.index.exact.get(bare(rest), ()) if label.number == number)
        if not labels:
            # An ordinal may be part of the words themselves, and a group label may stand before the row's.
            number, rest = "", text
            labels = self.index.exact.get(bare(text), ()) or self.index.behind_group(bare(split_numbering(text)[1]))
        if not labels:
            return None
        return Item(
            "label",
            text,
            labels=labels,
            text=bare(rest),
            number=number,
            row=next((label for label in labels if label.kind == "row"), None),
            only_row=all(label.kind == "row" for label in labels),
            heads=tuple(_heads(labels)),
        )

    def _mixed(self, text: str) -> Item | None:
        """Values behind words, words glued behind a value, or several pieces of words in one cell."""
        words, tokens = _values_behind(text)
        if tokens:
            before = self(words)
            values = _values(text[len(words) :].strip(SPACES), tokens)
            parts = before.parts if before.kind == "mixed" else (before,)
            return Item("mixed", text, parts=(*parts, values))
        return self._glued(text) or self._pieces(text)

    def _glued(self, text: str) -> Item | None:
        leading = leading_number(text)
        if leading is None:
            return None
        token, rest = leading
        behind = self._label(rest.strip(SPACES))
        # 1.5 before the title of a block is a value, 1.5 before a row may be its ordinal.
        if split_numbering(text)[0] and ("." not in token.raw or behind is None or behind.row is not None):
            return None
        if behind is not None:
            return Item("mixed", text, parts=(_values(token.raw, (token,)), behind))
        # Digits before unknown words are more likely part of them than a value; before a bracket that was opened
        # elsewhere they are the end of a note.
        if token.unit is None or _CLOSING.match(rest):
            return None
        return _values(text, (msgspec.structs.replace(token, raw=text, note=rest.strip(SPACES)),))

    def _pieces(self, text: str) -> Item | None:
        """Words apart by spaces: pieces of the labels that stand side by side in the drawn row."""
        if " " not in text or len(text) > _LONGEST_PIECES:
            return None
        parts: list[Item] = []
        ordinal = ""
        pieces = _APART.findall(text)
        if len(pieces) == 1:
            # The spaces stand in a note: the piece is the whole again.
            return None
        for piece in pieces:
            if not split_numbering(piece)[1]:
                ordinal = piece
                continue
            item = self(piece if split_numbering(piece)[0] else ordinal + piece)
            ordinal = ""
            for part in item.parts or (item,):
                if parts and parts[-1].kind == part.kind == "values":
                    # Values of one cell stay together: only a space parts them, perhaps inside a number.
                    raw, tokens = f"{parts[-1].raw} {part.raw}", (*parts[-1].tokens, *part.tokens)
                    parts[-1] = Item("values", raw, tokens)
                else:
                    parts.append(part)
        if len(parts) == 1:
            return parts[0]
        if not parts or len(parts) > _MOST_PIECES:
            return None
        return Item("mixed", text, parts=tuple(parts))


def _values(text: str, tokens: tuple[Token, ...]) -> Item:
    return Item("values", text, tokens, single=len(tokens) == 1 and is_canonical(tokens[0]))


def _heads(labels: Sequence[Label]) -> Iterator[Label]:
    """The labels of what stands side by side, up to a column of the same table."""
    for label in labels:
        if label.kind == "across":
            yield label
        elif label.kind == "column" and all(other.table == REMEDIES for other in labels):
            yield label
            return


def _last_apart(text: str) -> tuple[str, str]:
    """``text`` parted at its last space that stands in no note."""
    head, _, tail = text.rpartition(" ")
    opened = _OPENED.search(head) if _CLOSING.match(tail) else None
    if opened is None:
        return head, tail
    head, _, tail = head[: opened.start()].rpartition(" ")
    return head, tail + text[opened.start() :]


def _values_behind(text: str) -> tuple[str, tuple[Token, ...]]:
    """Words and the values that stand behind them, separated by spaces."""
    words = text
    tokens: tuple[Token, ...] = ()
    while True:
        head, tail = _last_apart(words.rstrip(SPACES))
        # Behind an ordinal alone 无 is a word: the beginning of 无法提供.
        more = parse_tokens(tail) if head and (tail != "无" or split_numbering(head)[1].strip(SPACES)) else None
        if more is None:
            return words.rstrip(SPACES), tokens
        words, tokens = head, (*more, *tokens)
