"""What is typed or read from a file, made clean, or refused with a sentence that says what to do.

Every way in uses these: forms, services, import. Each raises UsageError.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from gongkai.errors import UsageError
from gongkai.text.identifiers import is_credit_code
from gongkai.text.normal import SPACES, half_width, squeeze

_DIVISION: Final = re.compile(r"\d{6}(?:\d{3}){0,2}", re.ASCII)
_DAY: Final = re.compile(
    r"""(?:(\d{4})\s*(?:[-/.]|年)\s*(\d{1,2})\s*(?:[-/.]|月)\s*(\d{1,2})\s*日?|(\d{4})(\d{2})(\d{2}))
    (?:\s+0?0:00(?::00)?)?""",
    re.ASCII | re.VERBOSE,
)
_FIRST_YEAR: Final = 1900
_LAST_YEAR: Final = 2100
# A spreadsheet takes what begins so for a formula, or writes it itself where it has no value.
_NO_NAME: Final = tuple("=+-@#＝＋－＠＃")
_UNSEEN: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u200c-\u200f\u202a-\u202e\ue000-\uf8ff\ufffd]")


def code(text: str) -> str:
    """A 统一社会信用代码, half-width and in capitals, whose check character is right."""
    clean = half_width(squeeze(text)).upper()
    if not clean:
        raise UsageError(_("请填写统一社会信用代码。"))
    if len(clean) != 18:
        raise UsageError(_("统一社会信用代码应当是 18 位，这里有 %(count)d 位。") % {"count": len(clean)})
    if not is_credit_code(clean):
        raise UsageError(_("统一社会信用代码的校验位不对，请对照登记证书核对每一位。"))
    return clean


def division(text: str) -> str:
    """A division code of 6, 9 or 12 digits, or nothing."""
    clean = half_width(squeeze(text))
    if clean and _DIVISION.fullmatch(clean) is None:
        raise UsageError(_("行政区划代码应当是 6 位、9 位或者 12 位数字；没有的可以不填。"))
    return clean


def name(text: str, most: int = 100) -> str:
    """A name of at most ``most`` characters, without the spaces that come from layout."""
    clean = short_name(text, most)
    if not clean:
        raise UsageError(_("请填写名称。"))
    return clean


def short_name(text: str, most: int = 40) -> str:
    """As ``name``, or nothing."""
    clean = squeeze(text)
    if clean.startswith(_NO_NAME) or _UNSEEN.search(clean):
        raise UsageError(_("名称中有不能使用的字符，或者是没有算出结果的公式，请重新输入文字。"))
    if len(clean) > most:
        raise UsageError(_("名称不得超过 %(most)d 个字。") % {"most": most})
    return clean


def day(text: str) -> dt.date | None:
    """A day as people write it (2019-03-01, 2019年3月1日, 2019/3/1, 20190301), or None for nothing."""
    clean = half_width(text).strip(SPACES)
    if not clean:
        return None
    match = _DAY.fullmatch(clean)
    try:
        if match is None:
            raise ValueError(clean)
        year, month, date = (int(part) for part in match.groups() if part)
        if not _FIRST_YEAR <= year <= _LAST_YEAR:
            raise ValueError(clean)
        return dt.date(year, month, date)
    except ValueError as error:
        raise UsageError(_("日期无法识别，请写成 2019-03-01 的样子。")) from error


def checked(row: models.Model) -> None:
    """Hold a row to the fields of its model; names the field that is wrong."""
    try:
        row.clean_fields(exclude={field.name for field in row._meta.fields if field.is_relation})
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        label = row._meta.get_field(field).verbose_name  # type: ignore[union-attr]
        raise UsageError(f"{label}：{messages[0]}") from error


def in_order(since: dt.date | None, until: dt.date | None) -> None:
    """Hold a term to its order."""
    if since and until and until < since:
        raise UsageError(_("结束日期早于开始日期，请核对。"))
