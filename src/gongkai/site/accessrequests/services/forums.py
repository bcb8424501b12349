"""Before whom a body's replies are taken: the organs of reconsideration and the courts of its documents and cases."""

from __future__ import annotations

from typing import Any

from gongkai.errors import ConflictError, NotFoundError, UsageError
from gongkai.site.accessrequests.kinds import forum_labels
from gongkai.site.accessrequests.models_desk import Forum
from gongkai.site.audit.services import recorded
from gongkai.site.bodies.models import Body
from gongkai.site.web.scope import Scope

_ACTION = "request.options"


def add(scope: Scope, *, body: Body, proceeding: str, name: str, address: str = "", phone: str = "") -> Forum:
    """Add an organ or court; one that was retired under the same name comes back.

    The first of a proceeding is the one that documents name. Raises UsageError, ConflictError.
    """
    scope.demand(_ACTION, body.path)
    if proceeding not in forum_labels():
        raise UsageError("请选择复议机关或者法院。")
    if not name.strip():
        raise UsageError("请填写名称。")
    with recorded() as log:
        rows = _of(body)
        others = rows.filter(proceeding=proceeding, named=True)
        values = {"address": address.strip(), "phone": phone.strip(), "retired": False, "named": not others.exists()}
        forum, created = rows.get_or_create(body=body, proceeding=proceeding, name=name.strip(), defaults=values)
        if not created:
            if not forum.retired:
                raise ConflictError("已经有这个名称的复议机关或者法院。")
            for field, value in values.items():
                setattr(forum, field, value)
            forum.save()
        log(scope, "request.forum", body=body.pk, target=forum, proceeding=proceeding, named=forum.named)
    return forum


def name_in_documents(scope: Scope, *, body: Body, forum_id: int) -> Forum:
    """From now on documents name this one, in place of the other of its proceeding; numbered ones stay."""
    scope.demand(_ACTION, body.path)
    with recorded() as log:
        forum = _one(body, forum_id)
        _of(body).filter(proceeding=forum.proceeding, named=True).update(named=False)
        forum.named = True
        forum.save(update_fields=["named"])
        log(scope, "request.forum", body=body.pk, target=forum, proceeding=forum.proceeding, named=True)
    return forum


def retire(scope: Scope, *, body: Body, forum_id: int) -> None:
    """Offer an organ or court no more; cases that name it keep it, and documents name none until one is chosen."""
    scope.demand(_ACTION, body.path)
    with recorded() as log:
        forum = _one(body, forum_id)
        forum.retired, forum.named = True, False
        forum.save(update_fields=["retired", "named"])
        log(scope, "request.forum", body=body.pk, target=forum, retired=True)


def _of(body: Body) -> Any:
    return Forum.objects.unscoped("of the body").filter(body=body)


def _one(body: Body, forum_id: int) -> Forum:
    forum: Forum | None = _of(body).select_for_update().filter(pk=forum_id, retired=False).first()
    if forum is None:
        raise NotFoundError("没有这个复议机关或者法院。")
    return forum
