"""A small writer of SVG: rectangles, lines and real text, measured well enough for Chinese."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Final, Literal

# Widths in em: a Chinese character fills its square, digits and letters do not, not even in the widest of fonts.
_WIDE: Final = 1.0
_NARROW: Final = 0.7
_FIRST_WIDE: Final = 0x2000
# Characters that do not begin a line.
_CLOSING: Final = "，。、；：）”》％"

INK: Final = "#1a1a1a"
MUTED: Final = "#50565e"
BLUE: Final = "#1f4e8c"
LIGHT: Final = "#6f8fbd"
RULE: Final = "#c3cad4"
PALE: Final = "#f2f5f9"
WHITE: Final = "#ffffff"

Anchor = Literal["start", "middle", "end"]


def measure(text: str, size: float) -> float:
    """About how wide ``text`` is at ``size``."""
    return size * sum(_WIDE if ord(char) >= _FIRST_WIDE else _NARROW for char in text)


def wrapped(text: str, size: float, room: float) -> list[str]:
    """``text`` in as few lines as ``room`` allows, all of about the same length."""
    found = list(_broken(text, size, room))
    target = measure(text, size) / len(found)
    while target < room:
        even = list(_broken(text, size, target))
        if len(even) == len(found):
            return even
        target += size / 4
    return found


def _broken(text: str, size: float, room: float) -> Iterator[str]:
    line = ""
    for char in text:
        if line and measure(line + char, size) > room and char not in _CLOSING:
            yield line
            line = ""
        line += char
    yield line


class Canvas:
    """Elements in the order in which they are drawn; lengths are in CSS pixels."""

    def __init__(self) -> None:
        self.parts: list[str] = []

    def rect(self, x: float, y: float, wide: float, high: float, fill: str) -> None:
        """A filled rectangle."""
        self.parts.append(f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(wide)}" height="{_n(high)}" fill="{fill}"/>')

    def hollow(self, x: float, y: float, wide: float, high: float) -> None:
        """A dashed frame: the place of a number that is not there."""
        self.parts.append(
            f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(wide)}" height="{_n(high)}" fill="none" '
            f'stroke="{MUTED}" stroke-dasharray="3 2"/>'
        )

    def line(self, x: float, y: float, x2: float, y2: float, colour: str = RULE, thick: float = 1) -> None:
        """A straight line."""
        ends = f'x1="{_n(x)}" y1="{_n(y)}" x2="{_n(x2)}" y2="{_n(y2)}"'
        self.parts.append(f'<line {ends} stroke="{colour}" stroke-width="{_n(thick)}"/>')

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float = 13,
        colour: str = INK,
        anchor: Anchor = "start",
        bold: bool = False,
    ) -> None:
        """One line of text on the base line ``y``."""
        more = ("" if anchor == "start" else f' text-anchor="{anchor}"') + (' font-weight="700"' if bold else "")
        place = f'x="{_n(x)}" y="{_n(y)}" font-size="{_n(size)}"'
        self.parts.append(f'<text {place} fill="{colour}"{more}>{escape(text, quote=False)}</text>')

    def lines(
        self,
        x: float,
        y: float,
        lines: list[str],
        size: float = 13,
        colour: str = INK,
        anchor: Anchor = "start",
        bold: bool = False,
    ) -> float:
        """Lines below one another, the first on the base line ``y``; the base line that would follow."""
        for line in lines:
            self.text(x, y, line, size, colour, anchor, bold)
            y += size * 1.3
        return y

    def __str__(self) -> str:
        return "\n".join(self.parts)


def _n(value: float) -> str:
    """A length without needless digits."""
    return f"{value:.1f}".removesuffix(".0")
