"""Templates to PDF by typst: one warm compiler, and characters without a glyph told instead of refused."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any, Final

import msgspec

from gongkai.errors import UsageError
from gongkai.writing.fonts_used import FOLDER

# What stands for a character that no font has: the mark that printers use for it.
STAND_IN: Final = "〓"
_NO_GLYPH: Final = re.compile(r"the text `\"(.+?)\"` could not be displayed")


class Typeset(msgspec.Struct, frozen=True):
    """A PDF file; ``absent`` are the characters drawn as ``〓``, ``warnings`` what typst says besides."""

    data: bytes
    absent: str
    warnings: tuple[str, ...]


def typeset(templates: Sequence[str], inputs: Mapping[str, str], folders: tuple[str, ...] = ()) -> Typeset:
    """PDF/A-2b from ``templates`` (``package/name.typ``, one text in their order) and their ``sys.inputs``.

    The same inputs give the same bytes.

    Beside the font that comes with the project those in ``folders`` are known. PDF/A allows no character without a
    glyph, so typst names what the fonts lack; that is drawn as ``〓`` instead. Raises UsageError where the extra
    ``pdf`` is not installed, or typst refuses for any other reason.
    """
    compiler = _compiler(folders)
    source = b"\n".join(map(_source, templates))
    given = dict(inputs)
    absent = ""
    while True:
        try:
            data, warnings = compiler.compile_with_warnings(
                source, format="pdf", sys_inputs=given, pdf_standards=["a-2b"], timestamp=0
            )
        except RuntimeError as error:
            lacking = _lacking(str(error))
            if not lacking:
                raise UsageError(f"没有能够写成 PDF（{error}）；请写成别的格式，并将本条信息告知开发者") from error
            absent += lacking
            table = dict.fromkeys(map(ord, lacking), STAND_IN)
            given = {key: text.translate(table) for key, text in given.items()}
            continue
        return Typeset(data, absent, tuple(warning.message for warning in warnings))


def _source(template: str) -> bytes:
    package, _, name = template.rpartition("/")
    return resources.files(package).joinpath(name).read_bytes()


def _lacking(message: str) -> str:
    """The characters that typst could not draw, none of them of ASCII: those also stand in the names of the data."""
    found = "".join(_NO_GLYPH.findall(message))
    return "".join(dict.fromkeys(char for char in found if not char.isascii() and char != STAND_IN))


@cache
def _compiler(folders: tuple[str, ...]) -> Any:
    """One compiler a process: it reads the fonts once."""
    try:
        import typst  # the extra ``pdf``
    except ImportError as error:
        raise UsageError("写成 PDF 需要 typst；请运行 pip install 'gongkai[pdf]'，或者写成别的格式") from error
    return typst.Compiler(font_paths=[str(FOLDER), *folders], ignore_system_fonts=True)
