"""Files of an item: what the staff keep, and the copy that goes out."""

from __future__ import annotations

import io
from typing import BinaryIO

from gongkai.errors import NotFoundError, UsageError
from gongkai.release.mask import mask
from gongkai.release.mask_office import mask_file as masked_copy
from gongkai.release.strip import strip
from gongkai.site.audit.services import recorded
from gongkai.site.publishing.models import Attachment, Item
from gongkai.site.publishing.services.common import put_back, taken, workable
from gongkai.site.web import storage
from gongkai.site.web.models import Root
from gongkai.site.web.scope import Scope

_MOST = 50


def attach(scope: Scope, *, item_id: int, name: str, stream: BinaryIO) -> Attachment:
    """Add a file to the working copy. Raises as ``storage.store``, and UsageError beyond 50 files."""
    with recorded() as log:
        item = taken(scope, "item.edit", item_id)
        workable(item)
        count = Attachment.objects.unscoped("of the item that is held").filter(item=item).count()
        if count >= _MOST:
            raise UsageError(f"一条信息最多 {_MOST} 个附件。")
        blob = storage.store(stream, root=Root.STAFF)
        attachment = Attachment(item=item, name=_safe(name), blob=blob, position=count + 1)
        attachment.save()
        put_back(scope, item)
        log(scope, "item.attach", body=item.body_id, target=item, attachment=attachment.pk, sha256=blob.sha256)
    return attachment


def detach(scope: Scope, *, item_id: int, attachment_id: int) -> None:
    """Take a file off the working copy; versions that are public keep theirs."""
    with recorded() as log:
        item, attachment = _taken(scope, item_id, attachment_id)
        attachment.removed = True
        attachment.save(update_fields=["removed"])
        put_back(scope, item)
        log(scope, "item.detach", body=item.body_id, target=item, attachment=attachment.pk)


def strip_file(scope: Scope, *, item_id: int, attachment_id: int) -> Attachment:
    """Have a copy without hidden content and properties go out in the file's place; the original stays."""
    with recorded() as log:
        item, attachment = _taken(scope, item_id, attachment_id)
        _release(attachment, strip(storage.read(attachment.released or attachment.blob)))
        put_back(scope, item)
        log(scope, "item.strip", body=item.body_id, target=item, attachment=attachment.pk)
    return attachment


def mask_file(scope: Scope, *, item_id: int, attachment_id: int) -> int:
    """Have a copy go out in which numbers and addresses are covered; in how many places."""
    with recorded() as log:
        item, attachment = _taken(scope, item_id, attachment_id)
        data, count = masked_copy(storage.read(attachment.released or attachment.blob), attachment.name)
        if count:
            _release(attachment, data)
            put_back(scope, item)
            log(scope, "item.mask", body=item.body_id, target=item, attachment=attachment.pk, places=count)
    return count


def mask_text(scope: Scope, *, item_id: int) -> int:
    """Cover numbers and addresses in the text of an item; in how many places. The text before is not kept."""
    with recorded() as log:
        item = taken(scope, "item.edit", item_id)
        workable(item)
        places = 0
        for field in ("title", "summary", "html"):
            masked, count = mask(getattr(item, field))
            setattr(item, field, masked)
            places += count
        if places:
            put_back(scope, item)
            log(scope, "item.mask", body=item.body_id, target=item, places=places)
    return places


def _taken(scope: Scope, item_id: int, attachment_id: int) -> tuple[Item, Attachment]:
    item = taken(scope, "item.edit", item_id)
    workable(item)
    rows = Attachment.objects.unscoped("of the item that is held").select_related("blob", "released")
    attachment = rows.filter(item=item, pk=attachment_id, removed=False).first()
    if attachment is None:
        raise NotFoundError("没有这个附件，可能刚刚被移除。")
    return item, attachment


def _release(attachment: Attachment, data: bytes) -> None:
    attachment.released = storage.store(io.BytesIO(data), root=Root.STAFF)
    attachment.save(update_fields=["released"])


def _safe(name: str) -> str:
    """The name alone, without folders and control characters."""
    bare = name.replace("\\", "/").rpartition("/")[2]
    bare = "".join(char for char in bare if char.isprintable()).strip(". ")
    return bare[-200:] or "附件"
