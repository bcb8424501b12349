"""The picture as one page of A4 in SVG: title, balance, years, and the panels in two columns."""

from __future__ import annotations

from html import escape
from typing import Final

from gongkai.writing.chart.canvas import BLUE, INK, MUTED, RULE, WHITE, Canvas, measure, wrapped
from gongkai.writing.chart.model import Panel, Picture
from gongkai.writing.chart.panels import Drawing, draw
from gongkai.writing.chart.words import described, short

# A4 in CSS pixels.
WIDTH: Final = 794.0
HEIGHT: Final = 1123.0
# The fonts of a screen; whoever puts the picture into a document names that one's.
SCREEN: Final = "'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Source Han Sans SC', sans-serif"
_MARGIN: Final = 48.0
_GUTTER: Final = 30.0
_BETWEEN: Final = 20.0
# So many years fit into a third of the page.
_FEW_YEARS: Final = 6


def page_svg(picture: Picture, fonts: str = SCREEN) -> str:
    """The whole page. Where the numbers need more room than A4 has, all of it is drawn smaller."""
    scale = max(1.0, _Page(picture, 1).height / HEIGHT)
    page = _Page(picture, scale)
    box = f"0 0 {WIDTH * scale:.1f} {HEIGHT * scale:.1f}"
    description = escape("".join(described(panel) for panel in picture.all_panels), quote=False)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH:g}" height="{HEIGHT:g}" viewBox="{box}" '
        f'xml:lang="zh-CN" font-family="{escape(fonts)}" aria-labelledby="picture-title picture-description">\n'
        f'<title id="picture-title">{escape(picture.title, quote=False)}</title>\n'
        f'<desc id="picture-description">{description}</desc>\n'
        f'<rect width="100%" height="100%" fill="{WHITE}"/>\n{page.canvas}\n{"".join(page.blocks)}</svg>\n'
    )


def panel_svg(panel: Panel, number: int, width: float, style: str = "") -> str:
    """One panel as an SVG of its own, without its title; ``number`` tells it from the others of a document.

    ``style`` is the class that the page gives it.
    """
    drawing = draw(panel, width)
    title, description = f"chart-{number}-title", f"chart-{number}-description"
    named = f' class="{style}"' if style else ""
    return (
        f'<svg{named} role="img" aria-labelledby="{title} {description}" '
        f'width="{width:g}" height="{drawing.height:.0f}" viewBox="0 0 {width:g} {drawing.height:.0f}">\n'
        f'<title id="{title}">{escape(panel.title, quote=False)}</title>\n'
        f'<desc id="{description}">{escape(described(panel), quote=False)}</desc>\n{drawing.svg}\n</svg>\n'
    )


class _Page:
    """The page at a scale: ``height`` is what its contents need."""

    def __init__(self, picture: Picture, scale: float) -> None:
        self.picture = picture
        self.wide = WIDTH * scale
        self.text = self.wide - 2 * _MARGIN
        self.canvas = Canvas()
        self.blocks: list[str] = []
        y = self._head()
        balance = draw(picture.balance, self.text)
        self.blocks.append(_at(_MARGIN, y, _described(picture.balance, balance, 0)))
        y += balance.height + _BETWEEN
        if picture.years:
            y = self._years(y) + _BETWEEN
        y = self._panels(y)
        foot = [line for text in (*picture.notes, picture.source) for line in wrapped(text, 11.5, self.text)]
        self.height = y + 46 + len(foot) * 15
        self._foot(foot, max(HEIGHT * scale, self.height) - 46 - len(foot) * 15)

    def _head(self) -> float:
        """The band with the title; where the page goes on below it."""
        picture = self.picture
        lines = wrapped(picture.body, 17, self.text) if picture.body else []
        size = min(27.0, 27 * self.text / measure(picture.name, 27))
        high = 22 + len(lines) * 24 + 38 + (26 if picture.facts else 10)
        self.canvas.rect(0, 0, self.wide, high, BLUE)
        y = self.canvas.lines(_MARGIN, 36, lines, 17, WHITE)
        y = y + 14 if lines else 46.0
        self.canvas.text(_MARGIN, y, picture.name, size, WHITE, bold=True)
        self.canvas.text(_MARGIN, y + 26, "　".join(picture.facts), 13, WHITE)
        return high + _BETWEEN

    def _years(self, y: float) -> float:
        """The years: side by side where they are few, else one below the other; where they end."""
        years = self.picture.years
        few = len(years[0].data) <= _FEW_YEARS
        wide = (self.text - _GUTTER * (len(years) - 1)) / len(years) if few else self.text
        bottom = y
        for i, panel in enumerate(years):
            drawing = _titled(panel, wide, i + 1)
            place = (_MARGIN + i * (wide + _GUTTER), y) if few else (_MARGIN, bottom)
            self.blocks.append(_at(*place, drawing.svg))
            bottom = max(bottom, y + drawing.height) if few else bottom + drawing.height + _BETWEEN
        return bottom

    def _panels(self, top: float) -> float:
        """Every panel in the column that is shorter so far; where the longer one ends."""
        ends = [top, top]
        wide = (self.text - _GUTTER) / 2
        for i, panel in enumerate(self.picture.panels):
            column = 0 if ends[0] <= ends[1] else 1
            drawing = _titled(panel, wide, 1 + len(self.picture.years) + i)
            self.blocks.append(_at(_MARGIN + column * (wide + _GUTTER), ends[column], drawing.svg))
            ends[column] += drawing.height + _BETWEEN
        return max(ends)

    def _foot(self, lines: list[str], top: float) -> None:
        self.canvas.line(_MARGIN, top, self.wide - _MARGIN, top, RULE)
        self.canvas.lines(_MARGIN, top + 20, lines, 11.5, MUTED)


def _titled(panel: Panel, width: float, number: int) -> Drawing:
    """A panel below its title, with the part of the report and the unit above it."""
    canvas = Canvas()
    canvas.line(0, 0.5, width, 0.5, BLUE, 1.5)
    canvas.text(0, 18, panel.chapter, 11, MUTED)
    if panel.unit:
        canvas.text(width, 18, f"单位：{panel.unit}", 11, MUTED, "end")
    y = canvas.lines(0, 38, wrapped(short(panel.title), 15, width), 15, INK, bold=True)
    drawing = draw(panel, width)
    svg = f"{canvas}\n{_at(0, y - 8, drawing.svg)}"
    return Drawing(width, y - 8 + drawing.height, _described(panel, Drawing(width, drawing.height, svg), number))


def _described(panel: Panel, drawing: Drawing, number: int) -> str:
    title, description = f"panel-{number}-title", f"panel-{number}-description"
    return (
        f'<g role="img" aria-labelledby="{title} {description}">\n'
        f'<title id="{title}">{escape(panel.title, quote=False)}</title>\n'
        f'<desc id="{description}">{escape(described(panel), quote=False)}</desc>\n{drawing.svg}\n</g>\n'
    )


def _at(x: float, y: float, svg: str) -> str:
    return f'<g transform="translate({x:.1f} {y:.1f})">\n{svg}\n</g>\n'
