"""Who reports, for which year and period, whom to ask, and for whom the figures count."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from gongkai.reading.document import Grid, GridRow
from gongkai.reading.match.prose import Prose
from gongkai.report.report import Period, Scope
from gongkai.report.values import Text
from gongkai.text.normal import SPACES, half_width_digits, squeeze

Row = tuple[GridRow, Grid | None]

_CHINESE_DIGITS = str.maketrans("〇○零Ｏ一二三四五六七八九", "0000123456789")
_YEAR = re.compile(r"(?P<year>20\d{2}|二[〇○零Ｏ][一二三四五六七八九〇○零Ｏ]{2})\s*年?度?")
_REPORT = re.compile(r"(?:政府)?(?:信息|政务)公开[^，。；]{0,10}?(?:年度?报告|年报)")
_TITLE_NOISE = re.compile(r"^(?:标题|题名|名称|关于)[:：]?|[《》<>〈〉#*\"“”()（）\[\]【】]|^(?:关于|公布|发布)")
_PERIOD = re.compile(r"(20\d{2})年1月1日起?[^0-9]{1,3}(?:(20\d{2})年|当年|本年)?12月31日")
# In the order in which they are looked for: telephone, mail, postcode.
_CONTACTS = (
    re.compile(r"0\d{2,3}[-—－–]\d{7,8}|(?:电话|联系方式|传真|咨询热线)[^，。；\d]{0,12}\d{7,12}"),
    re.compile(r"[A-Za-z0-9_.\-]+@[A-Za-z0-9\-]+\.[A-Za-z0-9.\-]+"),
    re.compile(r"邮(?:政编码|编)[^\d，。；]{0,4}\d{6}"),
)
_AGGREGATE = re.compile(
    r"全[省市区县州盟旗][^，。；]{0,24}(?:收到|受理|收办|新收|办理|收)[^，。；]{0,20}申请|汇总[^。]{0,12}各[^。]{0,12}数据"
)
_OWN = re.compile(
    r"(?:本机关|本级|本单位|我局|我镇|我乡|我办|我委|我街道)[^，。；]{0,16}(?:收到|受理|新收|办理)[^，。；]{0,20}申请"
)
_OWN_BODY = re.compile(r"(?:镇|乡|街道|苏木|局|委|委员会|办公室|厅|中心|处|队|院)(?:人民政府|政府|办事处)?$")
_HEAD_ROWS = 60
_LONGEST_TITLE = 70


def find_title(rows: Sequence[Row], until: int) -> tuple[Text, str | None, int | None] | None:
    """The title among the rows before ``until`` as (text, body, year); None where there is none.

    A title may be broken over two or three rows; the body may stand on a row of its own before it.
    """
    heads: list[str] = []
    best: tuple[Text, str | None, int | None] | None = None
    for row, _ in rows[: min(until, _HEAD_ROWS)]:
        text = squeeze(row.text)
        if not text:
            continue
        heads.append(text)
        if "报" not in text or (_REPORT.search(text) is None and "报告" not in text):
            continue
        for span in range(1, min(3, len(heads)) + 1):
            joined = "".join(heads[-span:])
            found = _read_title(joined) if len(joined) <= _LONGEST_TITLE else None
            if found is None:
                continue
            body, year = found
            candidate = (Text(joined, row.at), body, year)
            if body is not None and year is not None:
                return candidate
            best = best or candidate
    return best


def _read_title(text: str) -> tuple[str | None, int | None] | None:
    report = _REPORT.search(text)
    if report is None or len(text) - report.end() > 12:
        return None
    year_match = _YEAR.search(text)
    year = _year(year_match["year"]) if year_match else None
    before = text[: report.start()]
    body = _TITLE_NOISE.sub("", before.rsplit("：", 1)[-1].rsplit(":", 1)[-1])
    body = _YEAR.sub("", body).strip(SPACES + "年度的-—_")
    if len(body) > 40 or re.search(r"[，。；！？]", body):
        return None
    return body or None, year


def _year(text: str) -> int:
    return int(half_width_digits(text).translate(_CHINESE_DIGITS))


def find_period(prose: Prose) -> Period | None:
    """The statistics period as stated."""
    match = _PERIOD.search(prose.text)
    if match is None:
        return None
    first = int(match[1])
    return Period(dt.date(first, 1, 1), dt.date(int(match[2] or first), 12, 31), prose.place(match.start()))


def find_contact(prose: Prose) -> Text | None:
    """Telephone, mail or postcode of the body as stated in running text."""
    for pattern in _CONTACTS:
        match = pattern.search(prose.text)
        if match is not None:
            return Text(match[0], prose.place(match.start()))
    return None


def find_scope(prose: Prose, body: str | None) -> tuple[Scope | None, Text | None]:
    """Whether the figures are the body's own or those of its area, with the words that say so."""
    scopes: tuple[tuple[re.Pattern[str], Scope], ...] = ((_AGGREGATE, "aggregate"), (_OWN, "own"))
    for pattern, scope in scopes:
        match = pattern.search(prose.text)
        if match is not None:
            return scope, Text(match[0], prose.place(match.start()))
    if body is not None and _OWN_BODY.search(body):
        return "own", Text(body)
    return None, None


def first_year(prose: Prose) -> Text | None:
    """The first year that the running text names."""
    match = _YEAR.search(prose.text)
    return Text(str(_year(match["year"])), prose.place(match.start())) if match is not None else None
