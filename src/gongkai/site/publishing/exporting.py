"""Items of the staff given out: a workbook, JSON, or a ZIP with the files, a manifest and digests."""

from __future__ import annotations

import hashlib
import io
import zipfile
from typing import Any, Final, Literal

import msgspec
from django.db.models import QuerySet

from gongkai.errors import TooLargeError
from gongkai.site.audit.services import recorded
from gongkai.site.bodies.models import Body
from gongkai.site.publishing import catalogue
from gongkai.site.publishing.importing import tables
from gongkai.site.publishing.models import Attachment, Item
from gongkai.site.publishing.sanitise import plain
from gongkai.site.web import clock, sheets, storage
from gongkai.site.web.scope import Scope

Format = Literal["xlsx", "json", "zip"]
FORMATS: Final[dict[str, str]] = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json; charset=utf-8",
    "zip": "application/zip",
}
# What one person can wait for and one process can hold.
MOST: Final[dict[str, int]] = {"xlsx": 20_000, "json": 20_000, "zip": 1_000}
MOST_BYTES: Final = 500 * 1024 * 1024
_MORE: Final = (
    ("index_number", "索引号"),
    ("state", "状态"),
    ("published_at", "发布时间"),
    ("repealed_on", "废止日期"),
)


def export(scope: Scope, *, body: Body, rows: QuerySet[Item], form: Format) -> bytes:
    """The items of a body in one file; who took them out is recorded.

    Raises TooLargeError beyond what one file holds: nothing is left out in silence.
    """
    scope.demand("item.view", body.path)
    found = list(rows.select_related("body").order_by("pk")[: MOST[form] + 1])
    if len(found) > MOST[form]:
        raise TooLargeError(f"超过 {MOST[form]} 条，不能放进一个文件。请用列表上方的条件缩小范围，分几次导出。")
    data = {"xlsx": _xlsx, "json": _json, "zip": _zip}[form](found)
    with recorded() as log:
        digest = hashlib.sha256(data).hexdigest()
        log(scope, "item.export", body=body.pk, form=form, items=len(found), sha256=digest)
    return data


def _cells(item: Item) -> dict[str, str]:
    """An item as a line of the table that can be handed in again."""
    today = clock.today()
    subject = catalogue.all_subjects(today).get(item.subject)
    said = {column.id: getattr(item, column.id, "") for column in tables.table("items").columns}
    said |= {name: getattr(item, name) for name, _label in _MORE}
    said |= {
        "subject": subject.label if subject else item.subject,
        "attribute": item.get_attribute_display(),
        "ground": catalogue.ground_words(item.ground, today).partition("（")[0],
        "html": plain(item.html),
        "state": item.get_state_display(),
        "published_at": item.published_at.astimezone(clock.ZONE).isoformat(timespec="minutes")
        if item.published_at
        else "",
    }
    return {name: str(value) for name, value in said.items() if value}


def _xlsx(items: list[Item], files: dict[int, list[str]] | None = None) -> bytes:
    known = tables.table("items")
    headings = {column.id: column.label for column in known.columns} | dict(_MORE)
    rows = [_cells(item) | {"files": "；".join((files or {}).get(item.pk, []))} for item in items]
    return sheets.write([(known.name, headings, rows)], {column.id: column.width for column in known.columns})


def _machine(item: Item) -> dict[str, Any]:
    names = [column.id for column in tables.table("items").columns if column.id != "files"]
    values = {name: getattr(item, name) for name in names} | {name: getattr(item, name) for name, _label in _MORE}
    return {"id": item.pk, "body": item.body.code, "revision": item.revision} | values


def _json(items: list[Item]) -> bytes:
    return msgspec.json.format(msgspec.json.encode({"schema": "gongkai.items/1", "items": list(map(_machine, items))}))


def _zip(items: list[Item]) -> bytes:
    """The workbook, the JSON, every file as it goes out, and a manifest with the SHA-256 of each of them."""
    file, manifest, names = io.BytesIO(), [], dict[int, list[str]]()
    rows = Attachment.objects.unscoped("of items that the caller may see").filter(item__in=items, removed=False)
    attachments = list(rows.select_related("blob", "released"))
    if sum((one.released or one.blob).size for one in attachments) > MOST_BYTES:
        raise TooLargeError("附件合计过大，不能放进一个压缩文件。请用列表上方的条件缩小范围，分几次导出。")
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:

        def add(path: str, data: bytes) -> None:
            archive.writestr(path, data)
            manifest.append({"path": path, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()})

        for one in attachments:
            path = f"files/{one.item_id}/{one.position:02d}-{one.name}"
            names.setdefault(one.item_id, []).append(path)
            add(path, storage.read(one.released or one.blob))
        add("items.json", _json(items))
        add("items.xlsx", _xlsx(items, names))
        said = {"schema": "gongkai.manifest/1", "made_at": clock.now(), "items": len(items), "files": manifest}
        archive.writestr("manifest.json", msgspec.json.format(msgspec.json.encode(said)))
    return file.getvalue()
