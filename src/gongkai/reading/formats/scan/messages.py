"""What is sent to the process that recognises text, and what comes back."""

from __future__ import annotations

import msgspec

from gongkai.reading.formats.pdf.marks import Rule


class Piece(msgspec.Struct, frozen=True):
    """A line of recognised text with its box in pixels; ``score`` from 0 to 1."""

    x0: float
    top: float
    x1: float
    bottom: float
    text: str
    score: float


class Seen(msgspec.Struct):
    """What was seen on a picture: its size, text and lines in pixels. ``message`` tells why nothing was."""

    width: int = 0
    height: int = 0
    pieces: list[Piece] = []
    across: list[Rule] = []
    down: list[Rule] = []
    message: str = ""
