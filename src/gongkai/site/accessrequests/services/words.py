"""A body's own words for its documents: every change a version; none in which an element of the law is missing."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Max

from gongkai.errors import LawDataError, UsageError
from gongkai.site.accessrequests import wording
from gongkai.site.accessrequests.models_desk import OwnWords
from gongkai.site.accessrequests.wording import DOCUMENT, OUTCOME, Words
from gongkai.site.audit.services import Recorder, recorded
from gongkai.site.bodies.models import Body
from gongkai.site.web import clock
from gongkai.site.web.scope import Scope
from gongkai.writing.letters.texts import Own, Text, decode

ACTION = "request.words"
_LONGEST = 100_000


def save(scope: Scope, *, body: Body, words: Iterable[Words]) -> list[OwnWords]:
    """New versions of the words of some entries; all of them, or none.

    Raises NotFoundError for what cannot be adapted, UsageError naming every element of the law that is missing.
    """
    scope.demand(ACTION, body.path)
    given = list(words)
    for one in given:
        wording.entry(one.kind, one.name)
        if not one.paragraphs:
            raise UsageError("请填写文字；要恢复标准文本的，请用“恢复标准文本”。")
    with recorded() as log:
        _hold(body)
        wording.with_words(body, given)
        return [_write(scope, body, one, log) for one in given]


def restore(scope: Scope, *, body: Body, kind: str, name: str) -> None:
    """Let the standard words of an entry hold again; nothing happens where they do."""
    scope.demand(ACTION, body.path)
    wording.entry(kind, name)
    with recorded() as log:
        _hold(body)
        if (kind, name) in wording.own_words(body):
            wording.with_words(body, [Words(kind, name)])
            _write(scope, body, Words(kind, name), log)


def upload(scope: Scope, *, body: Body, data: bytes) -> list[OwnWords]:
    """Take over a file as the command ``gongkai letter --template`` reads it. Raises UsageError as ``save``."""
    scope.demand(ACTION, body.path)
    if len(data) > _LONGEST:
        raise UsageError("文件过大，不是文书文本。")
    try:
        own = decode(data, "", Own)
    except LawDataError as error:
        told = f"文件第{error.line}行（{error.key}）不能读取。每一项写明 id、title、paragraphs，格式见使用说明“文书”。"
        raise UsageError(told) from error
    words = [Words(DOCUMENT, one.id, one.title, one.paragraphs) for one in own.documents]
    words += [Words(OUTCOME, one.id, "", one.paragraphs) for one in own.outcomes]
    if not words:
        raise UsageError("文件中没有文书，也没有办理结果。")
    return save(scope, body=body, words=words)


def _hold(body: Body) -> None:
    """Nobody else changes the words of the body until the end of the transaction."""
    Body.objects.select_for_update(of=("self",)).get(pk=body.pk)


def _write(scope: Scope, body: Body, one: Words, log: Recorder) -> OwnWords:
    last = wording.versions(body, one.kind, one.name).aggregate(last=Max("version"))["last"] or 0
    pairs = [[said.text, said.when] if isinstance(said, Text) else [said, ""] for said in one.paragraphs]
    row = OwnWords(
        body=body,
        kind=one.kind,
        name=one.name,
        version=last + 1,
        title=one.title if one.paragraphs else "",
        paragraphs=pairs,
        made_at=clock.now(),
        made_by_id=scope.person,
    )
    row.save()
    log(scope, ACTION, body=body.pk, target=row, kind=one.kind, name=one.name, version=row.version)
    return row
