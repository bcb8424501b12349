"""The work in a process of its own, which is killed when it takes too long or too much."""

from __future__ import annotations

import atexit
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeVar

import msgspec

from gongkai.errors import GongkaiError, LeakError, TooLargeError, UndecodableError, UnsupportedFormatError, UsageError
from gongkai.law import LawView
from gongkai.reading.formats.child import Child, DiedError, TooSlowError, serve
from gongkai.release.picture import kind
from gongkai.release.redact.check import verify
from gongkai.release.redact.marks import Mark, Redacted, grounds, sound
from gongkai.release.redact.pictures import rebuild_picture
from gongkai.release.redact.rebuild import Options, rebuild
from gongkai.release.redact.search import Found, search
from gongkai.release.redact.show import Shown, show_page
from gongkai.release.rules import Rules, default_rules

SECONDS: Final = 300.0
MEGABYTES: Final = 1_500
MAX_BYTES: Final = 64 * 1024 * 1024
_FEWEST_DPI, _MOST_DPI = 96, 400
_ERRORS: Final[Mapping[str, type[GongkaiError]]] = {
    kind.code: kind for kind in (LeakError, TooLargeError, UndecodableError, UnsupportedFormatError, UsageError)
}
_T = TypeVar("_T")


def redact(data: bytes, marks: Sequence[Mark], law: LawView, options: Options | None = None) -> Redacted:
    """A new PDF or picture (JPEG, PNG, TIFF) without what lies under ``marks``, verified by reading it back.

    Raises UsageError for a mark that covers nothing or has an unknown ground, UndecodableError for a damaged file,
    UnsupportedFormatError for another kind, TooLargeError beyond the limits, LeakError where the check fails.
    """
    labels = grounds(law)
    chosen = options or Options()
    if not _FEWEST_DPI <= chosen.dpi <= _MOST_DPI:
        raise UsageError(f"分辨率应当是{_FEWEST_DPI}至{_MOST_DPI}，不能是{chosen.dpi}。")
    return _ask("redact", (_small(data), sound(marks, labels), labels, chosen), Redacted)


def find(
    data: bytes, words: Sequence[str] = (), codes: Sequence[str] = (), rules: Rules | None = None, ground: str = ""
) -> Found:
    """Marks over every place of ``words`` in a PDF, and of what the rules with ``codes`` find.

    ``unread`` of the answer are the pages without text, where nobody has looked. Raises UsageError for an unknown
    code, otherwise as ``redact``.
    """
    chosen = rules or default_rules()
    known = {rule.code for rule in chosen.rules}
    if unknown := [code for code in codes if code not in known]:
        raise UsageError(f"没有“{unknown[0]}”这一规则；可以是：{'、'.join(sorted(known))}。")
    return _ask("find", (_small(data), tuple(words), tuple(codes), chosen, ground), Found)


def show(data: bytes, number: int, dpi: int = 96) -> Shown:
    """Page ``number`` (from 1) as a picture, for who marks it. Raises as ``redact``; UsageError for no page."""
    return _ask("show", (_small(data), number, dpi), Shown)


def _small(data: bytes) -> bytes:
    if len(data) > MAX_BYTES:
        raise TooLargeError(f"文件超过 {MAX_BYTES // 1024 // 1024} MB，请拆分后分别处理")
    if not kind(data) and b"%PDF-" not in data[:1024]:
        raise UnsupportedFormatError("只能遮盖 PDF 和 JPEG、PNG、TIFF 图片；其他格式请先另存为 PDF")
    return data


def _ask(task: str, arguments: tuple[Any, ...], answer: type[_T]) -> _T:
    request = msgspec.msgpack.encode((task, msgspec.msgpack.encode(arguments)))
    try:
        reply = _child.ask(request, SECONDS)
    except (TooSlowError, DiedError) as error:
        raise TooLargeError("文件过于复杂，没有处理完；请拆分后重试，或者降低分辨率") from error
    found, code, message = msgspec.msgpack.decode(reply, type=tuple[msgspec.Raw, str, str])
    if code:
        raise _ERRORS[code](message)
    return msgspec.msgpack.decode(found, type=answer)


_child = Child("gongkai.release.redact.run", MEGABYTES)
atexit.register(_child.close)


def main(megabytes: int) -> None:
    """In the child."""
    serve(_answer, megabytes)


def _answer(request: bytes) -> bytes:
    task, arguments = msgspec.msgpack.decode(request, type=tuple[str, bytes])
    try:
        found = _TASKS[task](arguments)
    except GongkaiError as error:
        return msgspec.msgpack.encode((None, error.code, error.message))
    return msgspec.msgpack.encode((found, "", ""))


def _redacted(arguments: bytes) -> Redacted:
    types = tuple[bytes, tuple[Mark, ...], dict[str, str], Options]
    data, marks, labels, options = msgspec.msgpack.decode(arguments, type=types)
    made = rebuild_picture(data, marks, labels) if kind(data) else rebuild(data, marks, labels, options)
    verify(made.data, marks, made.removed, [repeat.text for repeat in made.repeats])
    return made


def _shown(arguments: bytes) -> Shown:
    return show_page(*msgspec.msgpack.decode(arguments, type=tuple[bytes, int, int]))


def _found(arguments: bytes) -> Found:
    types = tuple[bytes, tuple[str, ...], tuple[str, ...], Rules, str]
    data, words, codes, rules, ground = msgspec.msgpack.decode(arguments, type=types)
    if kind(data):
        raise UnsupportedFormatError("图片中没有可以查找的文字，请在图片上框选")
    return search(data, words, codes, rules, ground)


_TASKS: Final[Mapping[str, Callable[[bytes], Redacted | Found | Shown]]] = {
    "redact": _redacted,
    "find": _found,
    "show": _shown,
}
