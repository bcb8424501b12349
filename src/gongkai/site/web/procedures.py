"""The procedure of this installation's law, made once for all apps."""

from __future__ import annotations

from functools import lru_cache

from gongkai.law.book import current_book
from gongkai.procedure.rules import Procedure


@lru_cache(maxsize=1)
def procedure() -> Procedure:
    """The engine over the law book in force here; a law that is imported takes effect when the program starts anew."""
    return Procedure(current_book())
