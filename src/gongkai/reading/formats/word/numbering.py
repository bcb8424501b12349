"""Automatic numbering: the ordinals that Word draws and does not store in the text.

The rules are those of ECMA-376, part 1, 17.9: numbers of one abstract list count on together, a level begins again
behind a number of a higher level, and an override starts anew where its number is first used.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import msgspec

from gongkai.reading.formats.word.names import VAL, W, is_on, number
from gongkai.reading.formats.word.styles import Styles
from gongkai.reading.formats.xml import Element

_LEVELS = 9
_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_LARGEST = 9999
_CLOSED = "、，。．.)）】］》〉：:；;"


class Level(msgspec.Struct, frozen=True):
    """One level of a list: first number, how numbers are written, the text around them, what ends it."""

    start: int
    written: str
    text: str
    gap: str
    restart: int
    legal: bool


class Numbering:
    """The ordinals of the paragraphs of one document, asked for in reading order."""

    def __init__(self, root: Element, styles: Styles) -> None:
        self._styles = styles
        self._abstract = {a.get(f"{W}abstractNumId", ""): a for a in root.iterfind(f"{W}abstractNum")}
        self._nums = {num.get(f"{W}numId", ""): num for num in root.iterfind(f"{W}num")}
        self._levels: dict[tuple[str, int], Level | None] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._used: set[tuple[str, int]] = set()

    def ordinal(self, properties: Element | None) -> str:
        """What is drawn in front of a paragraph with these properties (``w:pPr``); empty where nothing is."""
        found = self._of(properties)
        if found is None:
            return ""
        num, depth = found
        level = self._level(num, depth)
        if level is None:
            return ""
        counts = self._counts.setdefault(self._list(num), {})
        override = self._override(num, depth)
        if override is not None and (num, depth) not in self._used:
            counts[depth] = override
        else:
            counts[depth] = counts[depth] + 1 if depth in counts else level.start
        self._used.add((num, depth))
        for deeper in [other for other in counts if other > depth]:
            below = self._level(num, deeper)
            if below is None or below.restart > depth:
                del counts[deeper]
        return self._drawn(num, level, counts)

    def _of(self, properties: Element | None) -> tuple[str, int] | None:
        if properties is None:
            return None
        style = properties.find(f"{W}pStyle")
        inherited = self._styles.numbering.get(style.get(VAL, "")) if style is not None else None
        direct = properties.find(f"{W}numPr")
        if direct is None:
            return inherited
        num, depth = direct.find(f"{W}numId"), direct.find(f"{W}ilvl")
        name = num.get(VAL, "") if num is not None else inherited[0] if inherited else ""
        at = number(depth.get(VAL), 0) if depth is not None else inherited[1] if inherited else 0
        return (name, min(max(at, 0), _LEVELS - 1)) if name in self._nums else None

    def _list(self, num: str, linked: bool = False) -> str:
        """The id of the abstract list of ``num``; that of the linked style where the list only points to one."""
        abstract = self._nums[num].find(f"{W}abstractNumId")
        name = abstract.get(VAL, "") if abstract is not None else ""
        link = self._abstract[name].find(f"{W}numStyleLink") if name in self._abstract else None
        other = self._styles.numbering.get(link.get(VAL, "")) if link is not None else None
        if other is not None and other[0] in self._nums and not linked:
            return self._list(other[0], True)
        return name

    def _override(self, num: str, depth: int) -> int | None:
        for override in self._nums[num].iterfind(f"{W}lvlOverride"):
            start = override.find(f"{W}startOverride")
            if start is not None and number(override.get(f"{W}ilvl"), -1) == depth:
                return number(start.get(VAL), 1)
        return None

    def _level(self, num: str, depth: int) -> Level | None:
        if (num, depth) not in self._levels:
            self._levels[num, depth] = self._read_level(num, depth)
        return self._levels[num, depth]

    def _read_level(self, num: str, depth: int) -> Level | None:
        places = [override.find(f"{W}lvl") for override in self._nums[num].iterfind(f"{W}lvlOverride")]
        places += self._abstract[self._list(num)].findall(f"{W}lvl") if self._list(num) in self._abstract else []
        for lvl in places:
            if lvl is not None and number(lvl.get(f"{W}ilvl"), -1) == depth:
                return _level_of(lvl, depth)
        return None

    def _drawn(self, num: str, level: Level, counts: Mapping[int, int]) -> str:
        text = level.text
        for depth in range(_LEVELS):
            mark = f"%{depth + 1}"
            if mark in text:
                other = self._level(num, depth)
                count = counts.get(depth, other.start if other is not None else 1)
                written = "decimal" if level.legal else other.written if other is not None else "decimal"
                text = text.replace(mark, ordinal(count, written))
        return text + level.gap if text and text[-1] not in _CLOSED else text


def _level_of(lvl: Element, depth: int) -> Level:
    values = {child.tag: child for child in lvl}

    def value(name: str, default: str) -> str:
        found = values.get(f"{W}{name}")
        return found.get(VAL, default) if found is not None else default

    legal = values.get(f"{W}isLgl")
    written = value("numFmt", "decimal")
    return Level(
        start=number(value("start", "0"), 0),
        written=written,
        text="" if written in ("bullet", "none") else value("lvlText", ""),
        gap="" if value("suff", "tab") == "nothing" else " ",
        restart=number(value("lvlRestart", ""), depth),
        legal=legal is not None and is_on(legal.get(VAL)),
    )


def ordinal(count: int, written: str) -> str:
    """``count`` in one of Word's number formats; in Arabic digits where the format is not one of those below."""
    if not 0 <= count <= _LARGEST:
        return str(count)
    writer = _WRITERS.get(written)
    return writer(count) if writer is not None else str(count)


def _chinese(count: int, digits: str = _DIGITS, ranks: str = "十百千", one: bool = False) -> str:
    """十、十一、二十、一百零五; with ``one`` the leading ten is 一十."""
    if count == 0:
        return digits[0]
    zero = "零"
    parts = ""
    for rank in range(3, -1, -1):
        digit = count // 10**rank % 10
        if digit:
            parts += digits[digit] + (ranks[rank - 1] if rank else "")
        elif parts and not parts.endswith(zero) and count % 10**rank:
            parts += zero
    return parts[1:] if parts.startswith(digits[1] + ranks[0]) and not one else parts


def _letters(count: int, first: str) -> str:
    """A to z, then aa, bb: the letter once more for each round."""
    return chr(ord(first) + (count - 1) % 26) * ((count - 1) // 26 + 1) if count else ""


def _roman(count: int) -> str:
    written = ""
    for value, letters in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    ):
        written += letters * (count // value)
        count %= value
    return written


def _circled(count: int) -> str:
    return chr(0x2460 + count - 1) if 1 <= count <= 20 else str(count)


def _stem(count: int, names: str) -> str:
    return names[(count - 1) % len(names)] if count else ""


_FULL = str.maketrans("0123456789", "０１２３４５６７８９")
_WRITERS: Mapping[str, Callable[[int], str]] = {
    **dict.fromkeys(
        (
            "chineseCounting",
            "chineseCountingThousand",
            "taiwaneseCounting",
            "taiwaneseCountingThousand",
            "japaneseCounting",
            "koreanCounting",
        ),
        _chinese,
    ),
    "ideographDigital": lambda count: "".join(_DIGITS[int(digit)] for digit in str(count)),
    "taiwaneseDigital": lambda count: "".join(_DIGITS[int(digit)] for digit in str(count)),
    "chineseLegalSimplified": lambda count: _chinese(count, _LEGAL, "拾佰仟", one=True),
    "ideographTraditional": lambda count: _stem(count, "甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": lambda count: _stem(count, "子丑寅卯辰巳午未申酉戌亥"),
    "decimalZero": lambda count: f"{count:02d}",
    "decimalFullWidth": lambda count: str(count).translate(_FULL),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": lambda count: f"({count})",
    "decimalEnclosedFullstop": lambda count: f"{count}.",
    "ideographEnclosedCircle": lambda count: f"（{_chinese(count)}）",
    "upperLetter": lambda count: _letters(count, "A"),
    "lowerLetter": lambda count: _letters(count, "a"),
    "upperRoman": _roman,
    "lowerRoman": lambda count: _roman(count).lower(),
    "ordinal": str,
    "numberInDash": lambda count: f"- {count} -",
}
