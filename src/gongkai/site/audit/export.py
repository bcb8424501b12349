"""Events as files: JSON lines say everything, CSV is for spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any, Final

import msgspec

from gongkai.site.audit import vocabulary
from gongkai.site.audit.models import Event
from gongkai.site.web.clock import ZONE

FORMATS: Final = {"csv": "text/csv; charset=utf-8", "jsonl": "application/x-ndjson"}
_COLUMNS: Final = (
    "序号",
    "时间",
    "操作人",
    "操作人编号",
    "事项",
    "事项代码",
    "机关编号",
    "对象",
    "对象编号",
    "内容",
    "校验值",
)
# A spreadsheet takes a text that begins so for a formula.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def lines(events: Iterable[Event], format: str) -> Iterator[str]:
    """The file in pieces; ``format`` is one of FORMATS."""
    return _csv(events) if format == "csv" else _jsonl(events)


def _jsonl(events: Iterable[Event]) -> Iterator[str]:
    names = [field.attname for field in Event._meta.concrete_fields]
    for event in events:
        values: dict[str, Any] = {name: getattr(event, name) for name in names}
        values["at"] = event.at.astimezone(ZONE).isoformat(timespec="microseconds")
        yield msgspec.json.encode(values).decode() + "\n"


def _csv(events: Iterable[Event]) -> Iterator[str]:
    # The mark by which spreadsheets know UTF-8.
    yield "\ufeff" + _line(_COLUMNS)
    for event in events:
        yield _line(
            (
                event.seq,
                event.at.astimezone(ZONE).isoformat(timespec="seconds"),
                event.actor_name,
                event.actor_id,
                vocabulary.words(event.action),
                event.action,
                event.body_id,
                event.target_kind,
                event.target_id,
                msgspec.json.encode(event.facts).decode(),
                event.digest,
            )
        )


def _line(values: Iterable[Any]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow([_safe(value) for value in values])
    return text.getvalue()


def _safe(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
