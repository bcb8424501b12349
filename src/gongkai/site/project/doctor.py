"""``gongkai doctor``: what is misconfigured, and what to do about it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final, Literal

import msgspec

State = Literal["good", "warning", "error"]
WORDS: Final[dict[State, str]] = {"good": "正常", "warning": "注意", "error": "错误"}


class Result(msgspec.Struct, frozen=True):
    """What was looked at, how it is, what was found, and what to do where it is not good."""

    what: str
    state: State
    found: str
    remedy: str = ""


Check = Callable[[], Iterable[Result]]


def good(what: str, found: str) -> Result:
    """All is well."""
    return Result(what, "good", found)


def warning(what: str, found: str, remedy: str) -> Result:
    """It works, and yet somebody should know."""
    return Result(what, "warning", found, remedy)


def error(what: str, found: str, remedy: str) -> Result:
    """It does not work, or is not safe."""
    return Result(what, "error", found, remedy)


def examine(checks: Iterable[tuple[str, Check]]) -> Iterator[Result]:
    """The results of all checks; one that fails itself is an error of what it looks at."""
    for what, check in checks:
        try:
            yield from check()
        except Exception as failed:  # whatever is broken, the other checks must still be told
            yield error(what, f"检查没有完成：{type(failed).__name__}：{failed}", "请先处理其他问题，再运行一次。")
