"""The statutory columns of a disclosure platform, read from ``data/columns.yaml``."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import msgspec
import yaml
from django.utils.translation import get_language

from gongkai.errors import NotFoundError


class Column(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A column: its key in addresses, its official name, and what one finds there; with both in English."""

    key: str
    label: str
    en: str
    about: str
    about_en: str

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return self.en if get_language() == "en" else self.label

    @property
    def words(self) -> str:
        """What one finds there, in the reader's language."""
        return self.about_en if get_language() == "en" else self.about


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    basis: str
    columns: tuple[Column, ...]


@cache
def every() -> tuple[Column, ...]:
    """All columns, in their order. Raises msgspec.ValidationError where the file is wrong."""
    text = files("gongkai.site.publishing").joinpath("data/columns.yaml").read_text("utf-8")
    return msgspec.convert(yaml.safe_load(text), _File).columns


def get(key: str) -> Column:
    """The column of that key. Raises NotFoundError."""
    found = next((column for column in every() if column.key == key), None)
    if found is None:
        raise NotFoundError("没有这个栏目。")
    return found
