"""Article numbers in words."""

from __future__ import annotations

from gongkai.text.numerals import chinese_numeral


def article_label(article: str, part: str = "项") -> str:
    """``36.2`` -> 第36条第（二）项, or 第36条第二款; text that is no number stays as it is."""
    number, _, item = article.partition(".")
    return f"第{number}条{_item(item, part)}" if number.isdigit() else article


def article_words(article: str, part: str = "项") -> str:
    """The same with the article in words, as it stands in a sentence: 第三十六条第（二）项."""
    number, _, item = article.partition(".")
    return f"第{chinese_numeral(int(number))}条{_item(item, part)}" if number.isdigit() else article


def _item(item: str, part: str) -> str:
    if not item.isdigit():
        return ""
    numeral = chinese_numeral(int(item))
    return f"第（{numeral}）项" if part == "项" else f"第{numeral}款"
