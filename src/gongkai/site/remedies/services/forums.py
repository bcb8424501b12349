"""Before whom cases of a body are brought."""

from __future__ import annotations

from gongkai.errors import ConflictError, NotFoundError, UsageError
from gongkai.site.audit.services import recorded
from gongkai.site.bodies.models import Body
from gongkai.site.remedies import tables
from gongkai.site.remedies.models import Forum
from gongkai.site.web.scope import Scope


def add_forum(
    scope: Scope, *, body: Body, proceeding: str, name: str, address: str = "", phone: str = ""
) -> Forum:  # fmt: skip
    """Add an organ or court; one that was retired under the same name comes back. Raises UsageError, ConflictError."""
    scope.demand("remedy.edit", body.path)
    if proceeding not in tables.tables() or proceeding == tables.COMPLAINT:
        raise UsageError("请选择复议机关或者法院。")
    if not name.strip():
        raise UsageError("请填写名称。")
    with recorded() as log:
        rows = Forum.objects.unscoped("of the body")
        values = {"address": address.strip(), "phone": phone.strip(), "retired": False}
        forum, created = rows.get_or_create(
            body=body, proceeding=proceeding, name=name.strip(), defaults=values
        )  # fmt: skip
        if not created:
            if not forum.retired:
                raise ConflictError("已经有这个名称的复议机关或者法院。")
            for field, value in values.items():
                setattr(forum, field, value)
            forum.save()
        log(scope, "remedy.forum", body=body.pk, target=forum, proceeding=proceeding)
    return forum


def retire_forum(scope: Scope, *, body: Body, forum_id: int) -> None:
    """Offer an organ or court no more; cases that name it keep it."""
    scope.demand("remedy.edit", body.path)
    with recorded() as log:
        forum = Forum.objects.unscoped("of the body").filter(body=body, pk=forum_id).first()
        if forum is None:
            raise NotFoundError("没有这个复议机关或者法院。")
        forum.retired = True
        forum.save(update_fields=["retired"])
        log(scope, "remedy.forum", body=body.pk, target=forum, retired=True)
