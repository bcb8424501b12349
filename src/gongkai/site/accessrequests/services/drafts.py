"""Drafts of requests: kept sealed on the server, found by a token, handed in once, swept when left alone.

Nothing of a draft is in the chain of events: until it is handed in, nothing has happened.
"""

from __future__ import annotations

import datetime as dt
import secrets
from typing import Any, BinaryIO, Final, TypeVar

from django.db import transaction
from django.db.models import Sum

from gongkai.errors import NotFoundError, TooLargeError, UsageError
from gongkai.site.accessrequests.models_intake import Draft, DraftFile
from gongkai.site.accessrequests.values import PAPERS, seal, unseal
from gongkai.site.bodies.models import Body
from gongkai.site.web import clock, crypto, storage
from gongkai.site.web.models import Root
from gongkai.site.web.scope import Scope

T = TypeVar("T")

# How long a draft is kept after it was last touched, and how long a query code can still be read.
KEPT: Final = dt.timedelta(hours=24)
SHOWN: Final = dt.timedelta(minutes=30)
MOST_FILES: Final = 20
# Anybody may begin a draft; none may fill the disk.
MOST_BYTES: Final = 100 * 1024 * 1024


def begin(scope: Scope, *, body: Body, value: object) -> str:
    """A new draft for a request to ``body``; gives its token, which is kept nowhere."""
    token = secrets.token_urlsafe(32)
    draft = Draft(
        body=body, token_digest=digest(token), owner_id=scope.actor.id, sealed=seal(value), changed_at=clock.now()
    )
    draft.save()
    return token


def find(scope: Scope, token: str, *, lock: bool = False) -> Draft:
    """The draft of a token. Raises NotFoundError for one that is gone, or that is somebody else's."""
    rows: Any = Draft.objects.unscoped("whoever holds the token").select_related("body")
    if lock:
        rows = rows.select_for_update(of=("self",))
    oldest = clock.now() - KEPT
    draft: Draft | None = rows.filter(token_digest=digest(token), owner=scope.actor.id, changed_at__gt=oldest).first()
    if draft is None:
        raise NotFoundError("填写的内容已经超过保存时间，或者已经提交。请重新填写。")
    return draft


def answers(draft: Draft, kind: type[T]) -> T:
    """What has been filled in."""
    return unseal(draft.sealed, kind)


def keep(scope: Scope, *, token: str, value: object) -> None:
    """Keep what has been filled in, in place of what was there. Raises UsageError after it was handed in."""
    with transaction.atomic():
        draft = _open(scope, token)
        draft.sealed, draft.changed_at = seal(value), clock.now()
        draft.save(update_fields=["sealed", "changed_at"])


def add_file(scope: Scope, *, token: str, kind: str, name: str, stream: BinaryIO) -> None:
    """Add a file. Raises as ``storage.store``, UsageError for the 21st, TooLargeError beyond 100 MB in all."""
    if kind not in PAPERS:
        raise UsageError(f"没有“{kind}”这一类材料。")
    blob = storage.store(stream, root=Root.STAFF)
    with transaction.atomic():
        draft = _open(scope, token)
        if _files(draft).count() >= MOST_FILES:
            raise UsageError(f"一次最多上传 {MOST_FILES} 个文件。文件较多的，可以打成一个 ZIP。")
        held = _files(draft).aggregate(total=Sum("blob__size"))["total"] or 0
        if held + blob.size > MOST_BYTES:
            raise TooLargeError(f"上传的文件合计不能超过 {MOST_BYTES // 1024 // 1024} MB。")
        DraftFile(draft=draft, kind=kind, sealed=seal(name), blob=blob).save()
        draft.changed_at = clock.now()
        draft.save(update_fields=["changed_at"])


def remove_file(scope: Scope, *, token: str, file_id: int) -> None:
    """Take a file away; nothing where it is gone already."""
    with transaction.atomic():
        _files(_open(scope, token)).filter(pk=file_id).delete()


def remove_kind(scope: Scope, *, token: str, kind: str) -> None:
    """Take all files of a kind away."""
    with transaction.atomic():
        _files(_open(scope, token)).filter(kind=kind).delete()


def files(draft: Draft) -> list[DraftFile]:
    """The files of a draft, in the order of their coming."""
    return list(_files(draft).select_related("blob"))


def forget_code(scope: Scope, *, token: str) -> None:
    """The query code has been noted down, and cannot be shown again."""
    with transaction.atomic():
        draft = find(scope, token, lock=True)
        draft.code = ""
        draft.save(update_fields=["code"])


def code_of(draft: Draft) -> str:
    """The query code of what was handed in, for half an hour; empty once it has been noted down."""
    fresh = draft.changed_at > clock.now() - SHOWN
    return unseal(draft.code, str) if draft.code and fresh else ""


def sweep(scope: Scope) -> None:  # noqa: ARG001
    """Take away drafts that nobody touches any more, and codes that nobody has noted down."""
    rows, now = Draft.objects.unscoped("swept by the clock"), clock.now()
    rows.filter(changed_at__lte=now - SHOWN).exclude(code="").update(code="")
    rows.filter(changed_at__lte=now - KEPT).delete()


def digest(token: str) -> str:
    """Under which a token is found."""
    return crypto.blind_index("draft", token)


def _open(scope: Scope, token: str) -> Draft:
    draft = find(scope, token, lock=True)
    if draft.request_id is not None:
        raise UsageError("这份申请已经提交，不能再修改。")
    return draft


def _files(draft: Draft) -> Any:
    return DraftFile.objects.unscoped("of a draft that was found").filter(draft=draft)
