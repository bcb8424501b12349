"""Looking through a text: numbers that identify people, addresses, marks of secrecy, wrong words.

Digits may be full-width, and groups of digits may be separated by spaces or hyphens: a number is what a reader would
take for one. All lengths are kept, so that a place in the plain text is a place in the text as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise

import msgspec

from gongkai.release.rules import Rules
from gongkai.text.identifiers import is_card_number, is_credit_code, is_id_number, is_mobile, masked

_FULL_WIDTH = str.maketrans("０１２３４５６７８９ＸｘＡＢ　－–—", "0123456789XxAB ---", "")
_GROUP = re.compile(r"(?<![0-9A-Za-z@_])(?<!\d\.)\d+[Xx]?(?![A-Za-z@_])", re.ASCII)
# A number may be broken at the end of a line.
_BETWEEN = re.compile(r"[ \-]{1,2}|\n")
_LONGEST = 19
_ID_DIGITS, _MOBILE_DIGITS = 18, 11
_OLD_ID = re.compile(r"[1-9]\d{5}\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}", re.ASCII)
_NEAR = 16
_PREFIX = "86"
# A space often stands between Chinese and digits where a PDF was made.
_BUILT = re.compile(
    r"[\u4e00-\u9fff]{2,16}(?:村|屯|社区|小区|花园|家园|苑|新城)[\u4e00-\u9fff]{0,6}? ?"
    r"(?:[0-9一二三四五六七八九十百]+ ?(?:村民小组|组|社)(?: ?[0-9一二三四五六七八九十百]+ ?号)?"
    r"|\d+ ?(?:栋|幢|号楼|座)[^，。；\n]{0,8}?(?:单元|\d+ ?室?|[一二三四五六七八九十]+室))"
)
_SHOWN = 8


class Sight(msgspec.Struct, frozen=True):
    """Something found: the rule, from where to where, what may be shown of it, and what should stand there instead."""

    code: str
    start: int
    end: int
    shown: str
    expected: str = ""


def look(text: str, rules: Rules) -> list[Sight]:
    """All that the rules look for in ``text``, in its order."""
    plain = text.translate(_FULL_WIDTH)
    found = [*_numbers(plain, rules), *_addresses(plain, rules), *_secrets(text, rules), *_words(text, rules)]
    return sorted(found, key=lambda sight: (sight.start, sight.end))


def _numbers(text: str, rules: Rules) -> Iterator[Sight]:
    taken = 0
    for start, end in _candidates(text):
        digits = re.sub(r"[ \-\n]", "", text[start:end])
        code = _kind(digits, text, start, end, rules) if start >= taken else ""
        if code:
            yield Sight(code, start, end, masked(digits))
            taken = end


def _candidates(text: str) -> Iterator[tuple[int, int]]:
    """Where a number may stand: from each group of digits on, the longest first, then shorter ones."""
    groups = list(_GROUP.finditer(text))
    for index, group in enumerate(groups):
        if len(group[0]) > _LONGEST:
            yield from _within(group)
            continue
        ends, length = [group.end()], len(group[0])
        for before, following in pairwise(groups[index:]):
            length += len(following[0])
            if length > _LONGEST or not _BETWEEN.fullmatch(text, before.end(), following.start()):
                break
            ends.append(following.end())
        for end in reversed(ends):
            yield group.start(), end


def _within(group: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Numbers run together with others: at the beginning or at the end of a long row of digits."""
    start, end = group.span()
    for length in (_ID_DIGITS, _MOBILE_DIGITS):
        yield start, start + length
        yield end - length, end


def _kind(digits: str, text: str, start: int, end: int, rules: Rules) -> str:
    around = text[max(0, start - _NEAR) : end + _NEAR]
    if is_id_number(digits) and not is_credit_code(digits):
        return "RL-ID-NUMBER"
    if _OLD_ID.fullmatch(digits) and any(word in around for word in rules.of("RL-ID-NUMBER").words["near"]):
        return "RL-ID-NUMBER"
    near_bank = any(word in around for word in rules.of("RL-BANK-CARD").words["near"])
    if is_card_number(digits) and (digits.startswith("62") or near_bank):
        return "RL-BANK-CARD"
    if "\n" in text[start:end]:
        # Short numbers below one another are the cells of a column.
        return ""
    if is_mobile(digits[2:] if len(digits) == _MOBILE_DIGITS + 2 and digits.startswith(_PREFIX) else digits):
        return "RL-PHONE"
    # An account without a check digit is known by its words alone.
    if near_bank and 12 <= len(digits) <= _LONGEST and not is_credit_code(digits):
        return "RL-BANK-CARD"
    return ""


def _addresses(text: str, rules: Rules) -> Iterator[Sight]:
    rule = rules.of("RL-ADDRESS")
    taken = 0
    matches = [*_labelled(rule.words["home"], rule.words["number"]).finditer(text), *_BUILT.finditer(text)]
    for match in sorted(matches, key=lambda match: match.start()):
        if match.start() >= taken:
            yield Sight(rule.code, match.start(), match.end(), match[0][:_SHOWN] + "…")
            taken = match.end()


def _secrets(text: str, rules: Rules) -> Iterator[Sight]:
    rule = rules.of("RL-SECRET-MARK")
    for match in _graded(rule.words["grade"], rule.words["star"]).finditer(text):
        yield Sight(rule.code, match.start(), match.end(), match[0].strip())
    rule = rules.of("RL-WORK-SECRET")
    for match in _any(rule.words["mark"]).finditer(text):
        yield Sight(rule.code, match.start(), match.end(), match[0])


def _words(text: str, rules: Rules) -> Iterator[Sight]:
    if rules.wrong:
        for match in _any(tuple(rules.wrong)).finditer(text):
            yield Sight("RL-WORD", match.start(), match.end(), match[0], rules.wrong[match[0]])
    if rules.sensitive:
        for match in _any(rules.sensitive).finditer(text):
            yield Sight("RL-SENSITIVE-WORD", match.start(), match.end(), match[0])


@lru_cache(64)
def _any(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))


@cache
def _labelled(home: tuple[str, ...], numbers: tuple[str, ...]) -> re.Pattern[str]:
    ends = "|".join(map(re.escape, numbers))
    number = rf"[0-9一二三四五六七八九十百]+ ?(?:{ends})"
    return re.compile(rf"(?:{'|'.join(home)})[^。；\n]{{2,40}}?{number}(?:[^，。；\n0-9]{{0,4}}?{number})*")


@cache
def _graded(grades: tuple[str, ...], stars: tuple[str, ...]) -> re.Pattern[str]:
    either = "|".join(grades)
    star = "|".join(map(re.escape, stars))
    # With a star it is a mark wherever it stands; a line of its own is one without the star.
    return re.compile(rf"(?:{either})\s?(?:{star})(?:\s?(?:\d+\s?(?:年|个月)|长期))?|^\s*(?:{either})\s*$", re.M)
