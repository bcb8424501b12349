"""What the law says: dated, cited data and the strict loader.

No statutory number, name or row is typed in Python; all of it stands in ``law/data`` with its citation.
"""

from gongkai.law.book import LawBook, LawView, current_book

__all__ = ["LawBook", "LawView", "current_book"]
