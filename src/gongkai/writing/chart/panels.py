"""Panels as drawings: how wide they may be is given, how high they become is told."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

import msgspec

from gongkai.writing.chart.canvas import BLUE, INK, LIGHT, MUTED, PALE, Canvas, measure, wrapped
from gongkai.writing.chart.model import Balance, Bars, Datum, Grid, Panel, Years
from gongkai.writing.chart.words import short

_SIZE: Final = 13.0
_SMALL: Final = 12.0
_GAP: Final = 8.0
_INDENT: Final = 13.0
# Of the width at most so much for labels.
_LABELS: Final = 0.56
# The least that is drawn for a number that is not 0.
_LEAST: Final = 1.5


class Drawing(msgspec.Struct, frozen=True):
    """Elements of SVG in a box that begins at (0, 0)."""

    width: float
    height: float
    svg: str


def draw(panel: Panel, width: float) -> Drawing:
    """``panel`` without its title."""
    canvas = Canvas()
    height = _drawn(canvas, panel, width)
    return Drawing(width, height, str(canvas))


def _drawn(canvas: Canvas, panel: Panel, width: float) -> float:
    match panel:
        case Balance():
            return _balance(canvas, panel, width)
        case Bars():
            return _bars(canvas, panel, width)
        case Grid():
            return _grid(canvas, panel, width)
        case Years():
            return _years(canvas, panel, width)


def _length(value: Decimal | int | None, most: Decimal | int, room: float) -> float:
    """How long a bar is; nothing for 0 and for what is below it."""
    if value is None or value <= 0 or most <= 0:
        return 0
    return max(float(value / Decimal(most)) * room, _LEAST)


def _most(data: Sequence[Datum]) -> Decimal | int:
    return max((one.value for one in data if one.value is not None), default=0)


def _absent(canvas: Canvas, x: float, y: float, word: str, size: float = _SMALL) -> float:
    """A dashed frame with the word for why there is no number, centred on ``y``; its width."""
    wide = measure(word, size) + 10
    canvas.hollow(x, y - size * 0.8, wide, size * 1.6)
    canvas.text(x + wide / 2, y + size * 0.36, word, size, MUTED, "middle")
    return wide


# Balance --------------------------------------------------------------------------------------------------------------


def _balance(canvas: Canvas, panel: Balance, width: float) -> float:
    data = (*panel.left, *panel.right)
    between = "＝" if panel.holds else "≠" if panel.holds is False else ""
    signs = [*["＋"] * (len(panel.left) - 1), between, *["＋"] * (len(panel.right) - 1)]
    gap = 26.0 if width > 500 else 18.0
    wide = (width - gap * (len(data) - 1)) / len(data)
    size = 30.0 if width > 500 else 20.0
    label = _SIZE if width > 500 else _SMALL
    labels = [wrapped(short(one.label), label, wide - 14) for one in data]
    high = size * 1.25 + 12 + max(map(len, labels)) * label * 1.3 + 8
    for i, (one, lines) in enumerate(zip(data, labels, strict=True)):
        x = i * (wide + gap)
        canvas.rect(x, 0, wide, high, PALE)
        canvas.rect(x, 0, wide, 3, BLUE)
        middle = x + wide / 2
        if one.value is None:
            _absent(canvas, middle - measure(one.shown, _SIZE) / 2 - 5, size * 0.85 + 4, one.shown, _SIZE)
        else:
            fitting = min(size, size * (wide - 10) / measure(one.shown, size))
            canvas.text(middle, size * 1.1 + 6, one.shown, fitting, BLUE, "middle", bold=True)
        canvas.lines(middle, size * 1.25 + 12 + label, lines, label, INK, "middle")
        if i:
            canvas.text(x - gap / 2, high / 2 + 6, signs[i - 1], 18, MUTED, "middle")
    return high


# Bars -----------------------------------------------------------------------------------------------------------------


def _bars(canvas: Canvas, panel: Bars, width: float) -> float:
    alone = len(panel.data) == 1
    texts = [f"{one.shown}　{one.share}" if one.share else one.shown for one in panel.data]
    numbers = max(measure(text, _SIZE) for text in texts) + 10
    wanted = max(measure(short(one.label), _size(one)) + _indent(one) for one in panel.data) + 1
    labels = min(wanted, width * _LABELS, width - numbers - 60)
    start = labels + _GAP
    room = width - start - numbers
    most = _most(panel.data)
    y = 0.0
    for one, text in zip(panel.data, texts, strict=True):
        lines = wrapped(short(one.label), _size(one), labels - _indent(one))
        high = max(19.0 if one.inner else 25.0, len(lines) * _size(one) * 1.25 + 4)
        middle = y + high / 2
        first = middle - (len(lines) - 1) * _size(one) * 0.65 + _size(one) * 0.36
        canvas.lines(_indent(one), first, lines, _size(one), MUTED if one.inner else INK)
        if one.value is None:
            _absent(canvas, start + 4, middle, one.shown)
        else:
            thick = 8.0 if one.inner else 15.0
            long = 0.0 if alone else _length(one.value, most, room)
            if long:
                canvas.rect(start, middle - thick / 2, long, thick, LIGHT if one.inner else BLUE)
            canvas.text(start + long + 6, middle + _SIZE * 0.36, text, _size(one), INK, bold=not one.inner)
        y += high
    if not alone:
        canvas.line(start, 0, start, y, MUTED)
    return y


def _size(one: Datum) -> float:
    return _SMALL if one.inner else _SIZE


def _indent(one: Datum) -> float:
    return _INDENT if one.inner else 0


# Grid -----------------------------------------------------------------------------------------------------------------


def _grid(canvas: Canvas, panel: Grid, width: float) -> float:
    labels = min(max(measure(short(label), _SIZE) for label, _ in panel.rows) + 2, width * 0.34)
    wide = (width - labels - _GAP) / len(panel.columns)
    heads = [wrapped(column, _SMALL, wide - _GAP) for column in panel.columns]
    top = max(map(len, heads)) * _SMALL * 1.3 + 6
    for i, lines in enumerate(heads):
        x = labels + _GAP + i * wide
        canvas.lines(x, top - 8 - (len(lines) - 1) * _SMALL * 1.3, lines, _SMALL, MUTED)
    drawn = [i for i, barred in enumerate(panel.barred) if barred]
    scales = {
        panel.units[i]: _most([row[j] for _, row in panel.rows for j in drawn if panel.units[j] == panel.units[i]])
        for i in drawn
    }
    down = 1 if any(panel.barred) else 5
    y = top
    for label, data in panel.rows:
        lines = wrapped(short(label), _SIZE, labels)
        high = max(34.0, len(lines) * _SIZE * 1.3 + 8)
        canvas.line(0, y, width, y)
        canvas.lines(0, y + (high - len(lines) * _SIZE * 1.3) / 2 + _SIZE, lines, _SIZE)
        for i, (one, barred, unit) in enumerate(zip(data, panel.barred, panel.units, strict=True)):
            x = labels + _GAP + i * wide
            if one.value is None:
                _absent(canvas, x, y + high / 2, one.shown)
                continue
            size = min(_SIZE, _SIZE * (wide - 4) / measure(one.shown, _SIZE))
            canvas.text(x, y + high / 2 + down, one.shown, size, INK, bold=True)
            if barred and one.value > 0:
                canvas.rect(x, y + high / 2 + 6, _length(one.value, scales[unit], wide - _GAP), 6, BLUE)
        y += high
    canvas.line(0, y, width, y)
    return y


# Years ----------------------------------------------------------------------------------------------------------------


def _years(canvas: Canvas, panel: Years, width: float) -> float:
    tall, above, below = 66.0, 20.0, 22.0
    wide = width / len(panel.data)
    most = _most(panel.data)
    ground = above + tall
    for i, one in enumerate(panel.data):
        middle = i * wide + wide / 2
        canvas.text(middle, ground + 16, one.label, min(_SMALL, wide / 2.6), INK, "middle")
        if one.value is None:
            _no_year(canvas, middle, ground, wide, one.shown)
            continue
        high = _length(one.value, most, tall)
        bar = min(wide * 0.6, 40)
        if high:
            canvas.rect(middle - bar / 2, ground - high, bar, high, BLUE)
        size = min(_SIZE, _SIZE * wide / (measure(one.shown, _SIZE) + 2))
        canvas.text(middle, ground - high - 5, one.shown, size, INK, "middle", bold=True)
    canvas.line(0, ground, width, ground, MUTED)
    return ground + below


def _no_year(canvas: Canvas, middle: float, ground: float, wide: float, word: str) -> None:
    """A dashed frame on the ground line, with the word in as many lines as it needs."""
    size = min(_SMALL, wide / 2.4)
    lines = wrapped(word, size, max(size * 2.1, wide * 0.8))
    high = len(lines) * size * 1.3 + 8
    box = max(measure(line, size) for line in lines) + 6
    canvas.hollow(middle - box / 2, ground - high - 4, box, high)
    canvas.lines(middle, ground - high + size, lines, size, MUTED, "middle")
