"""Covering what was found: the middle of a number becomes asterisks, an address ends at its township.

What is covered is gone from the result; nothing of it is kept anywhere.
"""

from __future__ import annotations

import re
from typing import Final

from gongkai.release.look import look
from gongkai.release.rules import Rules, default_rules

MASKABLE: Final = frozenset({"RL-ID-NUMBER", "RL-BANK-CARD", "RL-PHONE", "RL-ADDRESS"})
_TOWN: Final = re.compile(r".*?(?:街道|镇|乡|苏木)", re.S)
_KEPT: Final = {"RL-ID-NUMBER": (3, 2), "RL-BANK-CARD": (4, 4), "RL-PHONE": (3, 4)}


def mask(text: str, rules: Rules | None = None, codes: frozenset[str] = MASKABLE) -> tuple[str, int]:
    """``text`` with everything covered that ``codes`` name, and in how many places; an address becomes shorter."""
    pieces, done, count = [], 0, 0
    for sight in look(text, rules or default_rules()):
        if sight.code in codes and sight.start >= done:
            pieces += [text[done : sight.start], covered(text[sight.start : sight.end], sight.code)]
            done, count = sight.end, count + 1
    return "".join([*pieces, text[done:]]), count


def covered(found: str, code: str) -> str:
    """What stands instead: ``138****1234``; of an address what reaches to the township or street."""
    if code == "RL-ADDRESS":
        town = _TOWN.match(found)
        return f"{town[0]}***" if town else "***"
    head, tail = _KEPT[code]
    digits = [at for at, char in enumerate(found) if char.isalnum()]
    hidden = set(digits[head : len(digits) - tail])
    return "".join("*" if at in hidden else char for at, char in enumerate(found))
