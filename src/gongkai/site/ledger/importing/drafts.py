"""An import in two steps: a file is read, tried and shown; what was shown is confirmed within an hour.

What waits is carried by the page itself, signed, for the one person and the one body; nothing is kept.
"""

from __future__ import annotations

import hashlib
from typing import Final

import msgspec
from django.core import signing

from gongkai.errors import ConflictError
from gongkai.site.bodies.models import Body
from gongkai.site.ledger import metrics, services
from gongkai.site.ledger.importing.parse import File, Read, read
from gongkai.site.ledger.services.records import Outcome
from gongkai.site.web.scope import Scope

_SALT: Final = "ledger.import"
_SECONDS: Final = 3600


class Shown(msgspec.Struct, frozen=True):
    """A line as people see it: what it says, what becomes of it (``good``, ``same`` or ``bad``), and why."""

    number: int
    metric: str
    when: str
    value: str
    state: str
    reason: str = ""


class Preview(msgspec.Struct, frozen=True):
    """What a file would do, or did: its lines, what was not read, and how many lines can stand."""

    lines: list[Shown]
    notes: list[str]
    good: int
    token: str = ""

    @property
    def bad(self) -> int:
        """How many lines are refused."""
        return sum(line.state == "bad" for line in self.lines)


class _Waiting(msgspec.Struct, frozen=True):
    person: int
    body: int
    sha256: str
    file: File


def prepare(scope: Scope, body: Body, data: bytes) -> Preview:
    """Read a file and try it. Raises InputError for one that cannot be used."""
    file = read(data, scope.today)
    good = [one for one in file.lines if one.line is not None]
    outcomes = services.tried(
        scope, body=body, lines=[one.line for one in good if one.line], numbers=[one.number for one in good]
    )
    waiting = _Waiting(scope.actor.id or 0, body.pk, hashlib.sha256(data).hexdigest(), file)
    token = signing.dumps(msgspec.json.encode(waiting).decode(), salt=_SALT, compress=True)
    return _preview(scope, file, good, outcomes, token)


def confirm(scope: Scope, body: Body, token: str) -> Preview:
    """Enter the lines that can stand, and tell what became of each. Raises ConflictError for what no longer waits."""
    try:
        text = signing.loads(token, salt=_SALT, max_age=_SECONDS)
    except signing.BadSignature as error:
        raise ConflictError("没有等待确认的文件，或者已经超过一小时。请重新上传。") from error
    waiting = msgspec.json.decode(text, type=_Waiting)
    if (waiting.person, waiting.body) != (scope.actor.id or 0, body.pk):
        raise ConflictError("等待确认的不是本机关的文件，或者不是您上传的。请重新上传。")
    good = [one for one in waiting.file.lines if one.line is not None]
    outcomes = services.enter_many(
        scope,
        body=body,
        lines=[one.line for one in good if one.line],
        numbers=[one.number for one in good],
        batch=waiting.sha256,
    )
    return _preview(scope, waiting.file, good, outcomes)


def _preview(scope: Scope, file: File, good: list[Read], outcomes: list[Outcome], token: str = "") -> Preview:
    became = {one.number: outcome for one, outcome in zip(good, outcomes, strict=True)}
    lines = [_shown(scope, one, became.get(one.number)) for one in file.lines]
    count = sum(line.state == "good" for line in lines)
    return Preview(lines, file.notes, count, token if count else "")


def _shown(scope: Scope, one: Read, outcome: Outcome | None) -> Shown:
    if outcome is None:
        texts = [one.cells.get(column, "") for column in ("metric", "when", "value")]
        return Shown(one.number, texts[0], texts[1], texts[2], "bad", one.problem)
    line, refusal = outcome.line, outcome.refusal
    label = metrics.called(line.metric, line.party, scope.today)
    value = "无" if line.value is None else f"{line.value:,f}"
    if refusal is None:
        return Shown(one.number, label, line.span.words, value, "good")
    return Shown(one.number, label, line.span.words, value, "same" if refusal.same else "bad", refusal.message)
