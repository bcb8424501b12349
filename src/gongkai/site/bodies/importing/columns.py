"""The columns of a file, from ``data/columns.yaml``: what they are called, and the words that their values may be."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import msgspec
import yaml

from gongkai.text.normal import bare


class Column(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A column: id, heading, other headings, what to fill in, and whether lines about offices have it."""

    id: str
    label: str
    aliases: tuple[str, ...]
    hint: str
    offices: bool = False


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All columns, and for each value its words, the first of which is written. ``sheets`` are names of sheets."""

    columns: tuple[Column, ...]
    levels: dict[str, tuple[str, ...]]
    kinds: dict[str, tuple[str, ...]]
    offices: dict[str, tuple[str, ...]]
    sheets: dict[str, str]

    def label(self, column: str) -> str:
        """The heading of a column."""
        return next(each.label for each in self.columns if each.id == column)

    def headings(self, *, offices: bool = False) -> dict[str, str]:
        """Id -> heading of the columns that a list of bodies, or of offices, has."""
        return {each.id: each.label for each in self.columns if each.id != "changed" and (each.offices or not offices)}


def value_of(words: dict[str, tuple[str, ...]], text: str) -> str:
    """The value that ``text`` is a word for; nothing where there is none."""
    clean = bare(text)
    return next((value for value, known in words.items() if clean in map(bare, known)), "")


@cache
def words() -> Words:
    """The words of this version."""
    text = files("gongkai.site.bodies").joinpath("data/columns.yaml").read_text("utf-8")
    return msgspec.convert(yaml.safe_load(text), Words)
