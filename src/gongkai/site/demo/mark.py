"""What tells the data folder of a demonstration from one with real data: a file that the settings look for, too."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import msgspec

_NAME: Final = "demo.json"


class Mark(msgspec.Struct, frozen=True):
    """``made`` is the digest that the demonstration was made from; empty until it is whole."""

    made: str = ""


def read(folder: Path) -> Mark | None:
    """The mark of a data folder; None where it holds no demonstration."""
    path = folder / _NAME
    return msgspec.json.decode(path.read_bytes(), type=Mark) if path.is_file() else None


def write(folder: Path, mark: Mark) -> None:
    """Mark a data folder."""
    (folder / _NAME).write_bytes(msgspec.json.encode(mark))
