"""Facts that cannot be true together, or that no document can hold."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any, Final

import msgspec

from gongkai.errors import UsageError
from gongkai.law.procedure_model import Document
from gongkai.procedure.explain import say_date
from gongkai.writing.letters.facts import Facts
from gongkai.writing.letters.texts import wording

# What XML and PDF cannot hold, or nobody would see; line breaks and tabs are allowed.
_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufdd0-\ufdef\ufeff\ufffe\uffff\ud800-\udfff]"
)


def sound(facts: Facts, day: dt.date, document: Document) -> None:
    """Raise UsageError for days out of order and for characters that cannot be written."""
    labels = wording().labels
    for name in ("received", "submitted"):
        found = getattr(facts, name)
        if found is not None and found > day:
            raise UsageError(f"{labels[name]}（{say_date(found)}）晚于文书的日期（{say_date(day)}）。")
    if facts.received and facts.submitted and facts.received < facts.submitted:
        raise UsageError(f"收到申请之日（{say_date(facts.received)}）早于提交申请之日（{say_date(facts.submitted)}）。")
    for name in ("until", "served") if document.kind != "internal" else ():
        found = getattr(facts, name)
        if found is not None and found < day:
            told = labels.get(name, "收到文书之日")
            raise UsageError(f"{told}（{say_date(found)}）早于文书的日期（{say_date(day)}）。")
    if facts.due and facts.received and facts.due < facts.received:
        raise UsageError(f"答复期限届满之日（{say_date(facts.due)}）早于收到申请之日（{say_date(facts.received)}）。")
    if facts.earlier is not None and facts.earlier.until >= day:
        raise UsageError(
            f"此前通知的期限（{say_date(facts.earlier.until)}）在文书的日期（{say_date(day)}）还没有届满。"
        )
    for text in _strings(msgspec.to_builtins(facts)):
        if found_char := _UNSEEN.search(text):
            raise UsageError(f"“{text[:20]}”中有不能显示的字符（U+{ord(found_char[0]):04X}），请删去后重试。")


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from (*_strings(name), *_strings(inner))
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
