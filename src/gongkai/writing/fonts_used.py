"""Which fonts a document asks for, and the one that comes with the project."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import msgspec

# The folder of the font that comes along (OFL), and its family.
FOLDER: Final = Path(__file__).parent / "fonts"
FAMILY: Final = "Noto Serif CJK SC"


class Fonts(msgspec.Struct, frozen=True):
    """Font families by their part in the document, as the offices name them; ``latin`` is for digits and letters.

    A Word document only names them. A PDF holds them: they are looked for in ``folders``; without folders all of
    it is set in the font that comes with the project.
    """

    title: str = "方正小标宋简体"
    body: str = "仿宋_GB2312"
    heading: str = "黑体"
    subheading: str = "楷体_GB2312"
    table: str = "宋体"
    latin: str = "Times New Roman"
    folders: tuple[str, ...] = ()


DEFAULT: Final = Fonts()
