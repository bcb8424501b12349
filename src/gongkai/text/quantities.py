"""Quantities in running text: ``7163件``, ``18万余条``, ``两次``, ``百分之九十二``.

What only looks like a quantity is left out: years, dates and durations, ordinals (第12期), numbers of documents and
articles, telephone and other long numbers without a unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from operator import attrgetter
from typing import Final

import msgspec

from gongkai.text.numerals import chinese_value
from gongkai.text.patterns import any_of

UNITS: Final = (
    *"亿元 万元 元 人次 件次 场次 班次 批次 条次 户次 封次 个百分点 家次 公里 % ％ ‰".split(),
    *"件条个次场篇期份项人册处家户批台则部张幅名起宗例站类种块本套卷页字课班间座封通单卡倍分组所面支辆亩枚笔频栏集",
)
# A unit is none where it begins another word: 20个工作日, 3个月, 一次性, 1部门.
_NOT_BEHIND: Final = {
    "个": ("月", "工作日", "小时", "季度", "星期", "半年", "年", "学期", "性", "别", "人"),
    "次": ("性", "月", "日", "年"),
    "部": ("门", "委", "分", "署", "级"),
    "分": ("管", "别", "为", "钟", "类", "级", "公司", "局", "析", "解"),
    "人": ("民", "大", "社", "事", "员", "工", "均", "力", "才", "口"),
    "本": ("级", "年", "机关", "镇", "乡", "局", "报告", "区", "市", "县", "省", "单位", "办", "次"),
    "面": ("对", "向", "积", "临"),
    "张": ("贴",),
    "所": ("有", "属", "在", "需"),
    "组": ("织", "成"),
    "通": ("过", "报", "知"),
    "单": ("位", "独"),
    "家": ("庭",),
    "名": ("称", "录"),
    "站": ("所",),
    "页": ("面",),
    "字": ("号",),
    "类": ("型", "别"),
    "期": ("间", "限", "内"),
    "处": ("理", "置", "室", "罚"),
    "批": ("准", "示", "复"),
    "项": ("目",),
    "条": ("例", "件", "款"),
    "件": (),
    "班": ("子",),
    "课": ("题",),
    "户": ("外", "籍"),
    "例": ("如", "行"),
    "起": ("草", "到", "诉", "至", "施"),
    "场": ("所", "地"),
    "份": ("额",),
    "则": ("是",),
    "卡": ("点",),
    "间": ("接",),
    "栏": ("目",),
    "集": ("中", "约", "体"),
    "元": ("旦",),
    "倍": ("感",),
    "频": ("次", "道"),
}
_UNIT: Final = any_of(UNITS)
_MORE: Final = "余多来"
_NUMERAL: Final = "一二两三四五六七八九十百千万零"
# Two expressions and not one: each begins with a set of characters, which is what makes the search fast. For the same
# reason what stands before the first character is asked behind it: a number is not tried again from its middle.
_BEHIND_NUMBER: Final = rf"(?P<most>[{_MORE}]?)(?P<unit>{_UNIT})(?P<after>[{_MORE}]?)"
_IN_DIGITS: Final = re.compile(
    r"(?P<digits>[0-9](?<![0-9.,][0-9])[0-9,]*+(?:\.[0-9]++)?+)"
    rf"(?P<more>[{_MORE}]?)(?P<scale>(?:[百千十]?万|亿)(?!元)|[百千])?{_BEHIND_NUMBER}"
)
_IN_WORDS: Final = re.compile(rf"(?P<words>[{_NUMERAL}](?<![{_NUMERAL}]{{2}})[{_NUMERAL}]*+){_BEHIND_NUMBER}")
_PERCENT: Final = re.compile(rf"百分之(?P<value>\d+(?:\.\d+)?|[{_NUMERAL}]+)")
_GROUPED: Final = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_SCALES: Final = {"百": 100, "千": 1000, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7, "亿": 10**8}
# Characters before a number that make it something else: 第12, A类2, 国发〔2021〕, 1.5 read from its middle.
_NOT_BEFORE: Final = frozenset("第.,-—－+/〔[［:：~～")
# What stands before words that count nothing: 第三次, “四个清单”.
_NAMED: Final = frozenset("第“‘「《")
_ABOUT: Final = re.compile(r"(?:超过|超|近|约|逾|不足|不少于|不低于|至少|将近|接近|大约|多达)$")
_ABOUT_ENDS: Final = frozenset("过超近约逾足于少达")
_BEHIND: Final = frozenset("左右 以上 以下 以内 不等".split())
_RANGE: Final = re.compile(rf"(?P<low>\d+(?:\.\d+)?)(?:[{_MORE}]?(?:{_UNIT})?)(?:-|—|－|~|～|至|到)$")
_RANGE_MARKS: Final = frozenset("-—－~～至到")
_COLONS: Final = frozenset(":：")
_THREE_DIGITS: Final = re.compile(r"\d{3}(?!\d)")
_LONGEST_LOOK: Final = 12


class Quantity(msgspec.Struct, frozen=True, gc=False):
    """A number with its unit, at ``start`` to ``end`` of the text.

    ``qualifier`` is what makes it less than exact (余, 近, 以上, or 至5 for a range of which ``value`` is the lower
    end), empty for an exact number; ``in_words``: written in Chinese numerals.
    """

    start: int
    end: int
    value: Decimal
    unit: str
    qualifier: str = ""
    in_words: bool = False


def quantities(text: str) -> Iterable[Quantity]:
    """Every quantity of ``text``, in order; digits must be half-width and the text without white space."""
    if "百分之" in text:
        return sorted([*_counted(text), *_percents(text)], key=attrgetter("start"))
    return _counted(text)


def _counted(text: str) -> Iterator[Quantity]:
    after = 0
    matches, words = list(_IN_DIGITS.finditer(text)), list(_IN_WORDS.finditer(text))
    if words:
        matches = sorted([*matches, *words], key=re.Match.start)
    for match in matches:
        found = _quantity(text, match) if match.start() >= after else None
        if found is not None:
            after = found.end
            yield found


def _quantity(text: str, match: re.Match[str]) -> Quantity | None:
    in_words = match.re is _IN_WORDS
    if in_words:
        printed, most, unit, after = match.groups()
        more = scale = None
    else:
        printed, more, scale, most, unit, after = match.groups()
    start, end = match.span()
    not_behind = _NOT_BEHIND.get(unit)
    if not_behind and not after and text.startswith(not_behind, end):
        return None
    last = text[start - 1] if start else ""
    value = _words(printed, last) if in_words else _digits(printed, scale)
    if value is None:
        return None
    low = _RANGE.search(text[max(0, start - _LONGEST_LOOK) : start]) if last in _RANGE_MARKS else None
    if low is not None:
        return Quantity(start - len(low[0]), end, Decimal(low["low"]), unit, f"至{value}")
    if _goes_on(text, start, last, match):
        return None
    qualifier = most or after or more or _about(text, start, end, last)
    return Quantity(start, end, value, "%" if unit == "％" else unit, qualifier, in_words)


def _goes_on(text: str, start: int, last: str, match: re.Match[str]) -> bool:
    """Whether ``last``, the character before a number, makes it the end of something else."""
    if last in _NOT_BEFORE and not (last in _COLONS and _is_colon(text, start)):
        return True
    if last.isascii() and last.isalnum():
        return True
    return last == "，" and start > 1 and text[start - 2].isdigit() and _THREE_DIGITS.match(match[0]) is not None


def _about(text: str, start: int, end: int, last: str) -> str:
    """The words before or behind a number that make it less than exact; empty where there are none."""
    about = _ABOUT.search(text[max(0, start - 4) : start]) if last in _ABOUT_ENDS else None
    behind = text[end : end + 2]
    return about[0] if about else behind if behind in _BEHIND else ""


def _is_colon(text: str, start: int) -> bool:
    """Whether a colon merely introduces the number: 总数：12件."""
    return not (start > 1 and text[start - 2].isdigit()) and text[start].isdigit()


def _digits(printed: str, scale: str | None) -> Decimal | None:
    """None for digits that make no number, or more than any report counts."""
    if "," in printed:
        if _GROUPED.fullmatch(printed) is None:
            return None
        printed = printed.replace(",", "")
    value = Decimal(printed)
    if scale is None:
        return value
    scaled = value * _SCALES[scale]
    return scaled.quantize(Decimal(1)) if scaled == scaled.to_integral_value() else scaled.normalize()


def _words(printed: str, last: str) -> Decimal | None:
    """None for words that count nothing, such as 万 in 万元, an ordinal or a name."""
    value = chinese_value(printed)
    return Decimal(value) if value and last not in _NAMED else None


def _percents(text: str) -> Iterator[Quantity]:
    for match in _PERCENT.finditer(text):
        value = match["value"]
        number = Decimal(value) if value[0].isdigit() else chinese_value(value)
        if number is not None:
            yield Quantity(match.start(), match.end(), Decimal(number), "%")
