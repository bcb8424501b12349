"""Text for a fixed-width screen on which a Chinese character takes two columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from typing import Final

from gongkai.text.normal import width

LINE: Final = 96
GAP: Final = "  "

# Where a line may break: behind any wide character, and between words of narrow ones.
_PIECES = re.compile(r"\s+|[\x21-\x7e]+|.", re.DOTALL)
_NEVER_FIRST = frozenset("，。、；：！？）》〉”’…」』】〕,.;:!?)")
_NEVER_LAST = "（《〈“‘「『【〔("


def pad(text: str, columns: int, right: bool = False) -> str:
    """``text`` filled with spaces to ``columns``."""
    space = " " * max(0, columns - width(text))
    return space + text if right else text + space


def wrap(text: str, columns: int) -> list[str]:
    """``text`` in lines of at most ``columns``, each behind the text's own indent.

    A closing mark hangs over the edge rather than begin a line; an opening one goes on to the next.
    """
    body = text.lstrip()
    indent = text[: len(text) - len(body)]
    room = columns - width(indent)
    lines: list[str] = []
    line = ""
    for piece in _PIECES.findall(body):
        if line and width(line) + width(piece) > room and piece not in _NEVER_FIRST:
            kept = line.rstrip(_NEVER_LAST)
            lines.append(indent + kept.rstrip())
            line = line[len(kept) :]
        line += piece if line or not piece.isspace() else ""
    return [*lines, indent + line.rstrip()]


def indented(text: str, first: str, columns: int = LINE) -> str:
    """``text`` wrapped behind ``first``, further lines behind as many spaces."""
    hang = " " * width(first)
    lines = wrap(text, columns - width(first))
    return "\n".join((hang if i else first) + line for i, line in enumerate(lines))


def grid(header: Sequence[str], rows: Sequence[Sequence[str]], above: Sequence[str] = ()) -> list[str]:
    """Lines of a table: labels to the left, values to the right; long labels and heads go over several lines.

    ``above`` are the common heads of the columns; columns beside one another with the same one share it.
    """
    widths = _widths(header, rows)
    lines = [_spanning(above, widths)] if any(above) else []
    lines += _row(header, widths)
    lines.append("─" * (sum(widths) + len(GAP) * (len(widths) - 1)))
    for row in rows:
        lines += _row(row, widths)
    return [line.rstrip() for line in lines]


def _widths(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[int]:
    """The value columns take what their heads need, within limits; the labels take what is left, if they need it."""
    count = len(header) - 1
    most = max(8, min(28, (LINE - 26) // count - len(GAP)))
    values = [max(min(width(head), most), *(width(row[i]) for row in rows)) for i, head in enumerate(header[1:], 1)]
    longest = max(width(row[0]) for row in [header, *rows])
    return [min(longest, LINE - sum(values) - count * len(GAP)), *values]


def _spanning(above: Sequence[str], widths: Sequence[int]) -> str:
    """The line of common heads, each centred over its columns between dashes."""
    parts: list[str] = []
    for head, group in groupby(zip(above, widths, strict=True), key=lambda pair: pair[0]):
        own = [columns for _, columns in group]
        room = sum(own) + len(GAP) * (len(own) - 1)
        if not head:
            parts.append(" " * room)
            continue
        dashes = max(0, room - width(head) - 2)
        parts.append(f"{'─' * (dashes // 2)} {head} {'─' * (dashes - dashes // 2)}")
    return GAP.join(parts)


def _row(cells: Sequence[str], widths: Sequence[int]) -> list[str]:
    columns = [wrap(cell, columns) for cell, columns in zip(cells, widths, strict=True)]
    height = max(len(column) for column in columns)
    # Values stand on the last line of their label, where the eye ends.
    filled = [[""] * (height - len(c)) + c if i else c + [""] * (height - len(c)) for i, c in enumerate(columns)]
    return [
        GAP.join(pad(column[line], widths[i], right=i > 0) for i, column in enumerate(filled)) for line in range(height)
    ]
