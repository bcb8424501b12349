"""The scan before release: run, kept, and what somebody decided of its findings."""

from __future__ import annotations

import msgspec

from gongkai.errors import ForbiddenError, GongkaiError, NotFoundError, UsageError
from gongkai.release.rules import Rules
from gongkai.release.scan import Hit, Scan, scan_file, scan_text
from gongkai.site.audit.services import recorded
from gongkai.site.publishing import selectors, wording
from gongkai.site.publishing.models import Attachment, Examination, Item
from gongkai.site.publishing.services.common import taken
from gongkai.site.web import clock, storage
from gongkai.site.web.scope import Scope


def examine(scope: Scope, *, item_id: int) -> list[Examination]:
    """Scan the text and every file that was not scanned as it is now; all scans of what the item holds now."""
    item = selectors.get(scope, item_id)
    scope.demand("item.edit", item.body.path)
    known = selectors.examinations(item)
    # Scans take seconds; nothing is locked meanwhile. What changes meanwhile has another digest and is scanned again.
    rules = wording.rules_of(item.body)
    fresh: list[tuple[Attachment | None, Scan]] = [(None, _of_text(item, rules))] if None not in known else []
    fresh += [(file, _of_file(file, rules)) for file in selectors.attachments(item) if file.pk not in known]
    with recorded() as log:
        for attachment, scan in fresh:
            row = Examination(item=item, attachment=attachment, sha256=scan.sha256, at=clock.now())
            row.verdict, row.hits = scan.verdict(), msgspec.to_builtins(scan.hits)
            row.save()
            codes = sorted({hit.code for hit in scan.hits})
            log(scope, "item.scan", body=item.body_id, target=item, sha256=scan.sha256, codes=codes)
    return list(selectors.examinations(item).values())


def accept(scope: Scope, *, item_id: int, examination_id: int, reason: str) -> Examination:
    """Keep what a scan found, with a reason. What must not go out needs another person's right to accept it."""
    if not reason.strip():
        raise UsageError("请写明保留的理由。")
    with recorded() as log:
        item = taken(scope, "item.view", item_id)
        rows = Examination.objects.unscoped("of the item that is held").select_for_update()
        row = rows.filter(item=item, pk=examination_id).first()
        if row is None:
            raise NotFoundError("没有这次检查，内容可能已经变化，请重新检查。")
        action = "item.accept_stop" if row.verdict == "stop" else "item.edit"
        scope.demand(action, item.body.path)
        if row.verdict == "stop" and item.changed_by_id == scope.actor.id:
            raise ForbiddenError("必须由另一个人决定是否保留，起草人不能自己决定。")
        row.accepted_by_id, row.accepted_at, row.reason = scope.actor.id, clock.now(), reason.strip()
        row.save(update_fields=["accepted_by", "accepted_at", "reason"])
        log(scope, "item.accept", body=item.body_id, target=item, examination=row.pk, verdict=row.verdict)
    return row


def open_findings(item: Item) -> list[str]:
    """What still keeps an item from going out, in words."""
    known = selectors.examinations(item)
    files = selectors.attachments(item)
    missing = [file.name for file in files if file.pk not in known] + (["正文"] if None not in known else [])
    if missing:
        return [f"还没有检查：{'、'.join(missing)}"]
    names: dict[int | None, str] = {None: "正文"} | {file.pk: file.name for file in files}
    return [
        f"{names[place]}：检查有发现，还没有处理"
        for place, row in known.items()
        if row.verdict != "clean" and row.accepted_by_id is None
    ]


def _of_text(item: Item, rules: Rules) -> Scan:
    found = scan_text("\n".join((item.title, item.summary, item.html, item.objection_contact)), rules)
    return msgspec.structs.replace(found, sha256=selectors.text_digest(item))


def _of_file(attachment: Attachment, rules: Rules) -> Scan:
    blob = attachment.released or attachment.blob
    try:
        return scan_file(storage.read(blob), attachment.name, rules)
    except GongkaiError as error:
        return Scan(blob.sha256, blob.media_type, (Hit("RL-UNREAD", "文件", error.message),))
