"""Files of an item: taken out, covered, cleaned, removed."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from gongkai.errors import GongkaiError, NotFoundError
from gongkai.site.accounts.access import StaffRequest, page
from gongkai.site.audit.services import recorded
from gongkai.site.bodies.models import Body
from gongkai.site.publishing import selectors, services
from gongkai.site.publishing.models import Attachment, Item
from gongkai.site.web.storage_response import serve


@page("item.view", body=True)
def original(request: StaffRequest, body: Body, pk: int, file: int) -> HttpResponseBase:
    """The file as the staff keep it; who took it out is recorded."""
    item, attachment = _file(request, body, pk, file)
    with recorded() as log:
        log(request.scope, "item.download", body=body.pk, target=item, attachment=attachment.pk)
    return serve(request, attachment.blob, attachment.name)


@page("item.view", body=True)
def released(request: StaffRequest, body: Body, pk: int, file: int) -> HttpResponseBase:
    """The copy that goes out."""
    _item, attachment = _file(request, body, pk, file)
    return serve(request, attachment.released or attachment.blob, attachment.name)


@page("item.edit", body=True)
def change(request: StaffRequest, body: Body, pk: int, file: int, name: str) -> HttpResponseBase:
    """Cover, clean or remove. Posted only."""
    _file(request, body, pk, file)
    if name not in _CHANGES:
        raise NotFoundError(_("没有这一步。"))
    if request.method == "POST":
        try:
            messages.success(request, _CHANGES[name](request, pk, file))
        except GongkaiError as error:
            messages.error(request, error.message)
    return redirect("publishing:item", body.code, pk)


def _mask(request: StaffRequest, pk: int, file: int) -> str:
    count = services.mask_file(request.scope, item_id=pk, attachment_id=file)
    return _("已经遮盖 %(count)d 处，原件留存。") % {"count": count}


def _strip(request: StaffRequest, pk: int, file: int) -> str:
    services.strip_file(request.scope, item_id=pk, attachment_id=file)
    return _("已经生成清除隐藏内容的公开副本，原件留存。")


def _remove(request: StaffRequest, pk: int, file: int) -> str:
    services.detach(request.scope, item_id=pk, attachment_id=file)
    return _("已经移除附件。")


_CHANGES = {"mask": _mask, "strip": _strip, "remove": _remove}


def _file(request: StaffRequest, body: Body, pk: int, file: int) -> tuple[Item, Attachment]:
    item = selectors.get(request.scope, pk)
    found = next((row for row in selectors.attachments(item) if row.pk == file), None)
    if item.body_id != body.pk or found is None:
        raise NotFoundError(_("没有这个附件。"))
    return item, found
