"""What a format is, and where each one lives."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from functools import cache
from importlib import import_module
from pathlib import PurePath

from gongkai.cli.entry import Entry, Options, Totals
from gongkai.cli.output import Write
from gongkai.law import LawView

_HOME = "gongkai.cli.render"
_FORMATS = {
    "text": "text:Text",
    "json": "jsons:Json",
    "jsonl": "jsons:JsonLines",
    "csv": "tabular:Csv",
    "xlsx": "xlsx:Xlsx",
    "html": "html:Html",
    "sarif": "sarif:Sarif",
}
_SUFFIXES = {".txt": "text", ".htm": "html", ".pdf": "pdf"} | {f".{name}": name for name in _FORMATS if name != "text"}

READ_FORMATS = ("text", "json", "jsonl", "csv", "xlsx", "html")
CHECK_FORMATS = (*READ_FORMATS, "sarif")


class Format(ABC):
    """How results are written. ``item`` runs in the worker, the others in the parent."""

    binary = False

    @abstractmethod
    def item(self, entry: Entry, law: LawView, options: Options) -> bytes:
        """One file as a piece of the output; empty where it adds nothing."""

    def head(self, law: LawView, options: Options) -> bytes:  # noqa: ARG002
        """What stands before the first piece."""
        return b""

    def separator(self, options: Options) -> bytes:  # noqa: ARG002
        """What stands between two pieces."""
        return b""

    def tail(self, law: LawView, options: Options, totals: Totals) -> bytes:  # noqa: ARG002
        """What stands behind the last piece."""
        return b""

    def assemble(self, pieces: Iterable[bytes], write: Write, law: LawView, options: Options, totals: Totals) -> None:
        """Write all pieces as they come; ``totals`` are complete once ``pieces`` is exhausted."""
        write(self.head(law, options))
        first = True
        for piece in pieces:
            if piece:
                write(piece if first else self.separator(options) + piece)
                first = False
        write(self.tail(law, options, totals))


@cache
def load_format(name: str) -> Format:
    """The format ``name``; only its own module is imported."""
    module, _, attribute = _FORMATS[name].partition(":")
    found = getattr(import_module(f"{_HOME}.{module}"), attribute)()
    assert isinstance(found, Format)
    return found


def by_suffix(path: str) -> str | None:
    """The format that a file name asks for."""
    return _SUFFIXES.get(PurePath(path).suffix.lower())
