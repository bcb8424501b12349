"""The scan: everything that the rules look for, in a text or in a file, with a verdict.

A file is examined in a process of its own that is killed when it takes too long or too much.
"""

from __future__ import annotations

import atexit
import hashlib
from typing import Final, Literal

import msgspec

from gongkai.errors import GongkaiError, TooLargeError, UndecodableError
from gongkai.reading.formats.child import Child, DiedError, TooSlowError, serve
from gongkai.release.examine import examine
from gongkai.release.look import look
from gongkai.release.pieces import Contents
from gongkai.release.plain import read_html
from gongkai.release.rules import Rules, default_rules

Verdict = Literal["clean", "look", "stop"]
SECONDS: Final = 30.0
MEGABYTES: Final = 900


class Hit(msgspec.Struct, frozen=True):
    """Something found: by which rule, where, what may be shown of it (masked), and how often in that place.

    ``hidden`` says why a reader would not have seen it.
    """

    code: str
    where: str
    found: str
    expected: str = ""
    hidden: str = ""
    times: int = 1


class Scan(msgspec.Struct, frozen=True):
    """What a scan found. ``sha256`` is of what was scanned, so that a decision can be tied to it."""

    sha256: str
    media_type: str
    hits: tuple[Hit, ...]

    def verdict(self, rules: Rules | None = None) -> Verdict:
        """``stop`` if anything must not go out, ``look`` if somebody has to decide, else ``clean``."""
        levels = {(rules or default_rules()).of(hit.code).level for hit in self.hits}
        return "stop" if "stop" in levels else "look" if levels else "clean"


def scan_text(text: str, rules: Rules | None = None) -> Scan:
    """Scan plain text or a piece of HTML."""
    contents = read_html(text)
    return _judge(text.encode(), contents, rules or default_rules())


def scan_file(data: bytes, name: str = "", rules: Rules | None = None) -> Scan:
    """Scan a file. Raises UndecodableError for a damaged one, TooLargeError for one beyond the limits."""
    request = msgspec.msgpack.encode((name, data))
    try:
        answer = _child.ask(request, SECONDS)
    except (TooSlowError, DiedError) as error:
        raise TooLargeError("文件过于复杂，检查没有完成；请拆分后重试，或者人工检查") from error
    contents, message = msgspec.msgpack.decode(answer, type=tuple[Contents | None, str])
    if contents is None:
        raise UndecodableError(message)
    return _judge(data, contents, rules or default_rules())


def _judge(data: bytes, contents: Contents, rules: Rules) -> Scan:
    hits: dict[tuple[str, str, str, str, str], int] = {}
    for piece in contents.pieces:
        for sight in look(piece.text, rules):
            key = (sight.code, piece.where, sight.shown, sight.expected, piece.hidden)
            hits[key] = hits.get(key, 0) + 1
    for code, facts in (("RL-HIDDEN", contents.hidden), ("RL-METADATA", contents.properties)):
        for what, where in facts:
            # What a property says may itself be personal: its name is enough.
            key = (code, where if code == "RL-HIDDEN" else "文件属性", what, "", "")
            hits[key] = hits.get(key, 0) + 1
    for name, value in contents.properties:
        for sight in look(value, rules):
            hits[sight.code, f"文件属性：{name}", sight.shown, sight.expected, "文件属性"] = 1
    for what in contents.unread:
        hits["RL-UNREAD", "文件", what, "", ""] = 1
    found = tuple(Hit(*key, times=times) for key, times in hits.items())
    return Scan(hashlib.sha256(data).hexdigest(), contents.media_type, found)


_child = Child("gongkai.release.scan", MEGABYTES)
atexit.register(_child.close)


def main(megabytes: int) -> None:
    """In the child."""
    serve(_answer, megabytes)


def _answer(request: bytes) -> bytes:
    name, data = msgspec.msgpack.decode(request, type=tuple[str, bytes])
    contents: Contents | None = None
    message = ""
    try:
        contents = examine(data, name)
    except GongkaiError as error:
        message = error.message
    except MemoryError:
        message = "文件过于复杂，检查没有完成"
    return msgspec.msgpack.encode((contents, message))
