"""Query codes: what an applicant without an account follows a request with. Only their keyed digest is kept."""

from __future__ import annotations

import secrets
from typing import Final

from gongkai.site.web import crypto

# Without characters that are taken for one another. 12 of 31 are 59 bits: guessing one of a million requests takes
# 10^11 tries on average, and tries are slowed.
_ALPHABET: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXY"
_LENGTH: Final = 12
_GROUP: Final = 4


def new() -> str:
    """A fresh code such as ``7KQM-2XHV-9TFA``."""
    code = "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))
    return "-".join(code[start : start + _GROUP] for start in range(0, _LENGTH, _GROUP))


def digest(code: str) -> str:
    """The digest under which a code is found, however it was typed."""
    return crypto.blind_index("query code", code.replace("-", "").replace("－", ""))
