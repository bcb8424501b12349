"""The columns of a file of records, from ``data/columns.yaml``."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import msgspec
import yaml

from gongkai.text.normal import bare


class Column(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A column: id, heading, other headings, and what to fill in."""

    id: str
    label: str
    aliases: tuple[str, ...]
    hint: str


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All columns, the words for "there was nothing", and the names of the sheets."""

    columns: tuple[Column, ...]
    nothing: tuple[str, ...]
    sheets: dict[str, str]

    def column(self, heading: str) -> str:
        """The id of the column with that heading; nothing where there is none."""
        clean = bare(heading)
        found = (one.id for one in self.columns if clean and clean in map(bare, (one.label, *one.aliases)))
        return next(found, "")


@cache
def words() -> Words:
    """The words of this version."""
    text = files("gongkai.site.ledger").joinpath("data/columns.yaml").read_text("utf-8")
    return msgspec.convert(yaml.safe_load(text), Words)
