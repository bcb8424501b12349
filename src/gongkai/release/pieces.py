"""What a file holds, said the same way for every format: text with its place, hidden parts, properties, gaps."""

from __future__ import annotations

import msgspec


class Piece(msgspec.Struct, frozen=True):
    """A paragraph, a cell or a note. ``where`` is said in Chinese; ``hidden`` says why a reader does not see it."""

    text: str
    where: str
    hidden: str = ""


class Contents(msgspec.Struct):
    """All that a file holds.

    ``hidden``: (what, where) of parts that a reader does not see; ``properties``: (name, value) of what the file says
    of itself and of people; ``unread``: what could not be examined, in words.
    """

    media_type: str
    pieces: list[Piece] = []
    hidden: list[tuple[str, str]] = []
    properties: list[tuple[str, str]] = []
    unread: list[str] = []

    def take(self, other: Contents, prefix: str) -> None:
        """Add what an embedded file holds; ``prefix`` says where it is embedded."""
        self.pieces += [msgspec.structs.replace(piece, where=f"{prefix}，{piece.where}") for piece in other.pieces]
        self.hidden += [(what, f"{prefix}，{where}") for what, where in other.hidden]
        self.properties += [(f"{prefix}：{name}", value) for name, value in other.properties]
        self.unread += [f"{prefix}：{what}" for what in other.unread]
