"""Text as the bytes of a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Encoding:
    """Charset, ends of lines, and spaces behind lines that are not empty."""

    charset: Literal["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"] = "utf-8"
    newline: Literal["\n", "\r\n"] = "\n"
    trailing: Literal["", " ", "\u3000"] = ""

    def encode(self, text: str) -> bytes:
        """The bytes of a text."""
        if self.trailing:
            lines = text.split("\n")
            text = "\n".join(line + self.trailing if line.strip() else line for line in lines)
        if not self.charset.startswith("utf-8"):
            text = text.replace('<meta charset="utf-8">', f'<meta charset="{self.charset}">')
        return text.replace("\n", self.newline).encode(self.charset)
