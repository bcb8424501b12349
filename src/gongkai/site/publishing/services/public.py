"""Making a version that the public sees: the files first, then the rows, in the transaction of whoever decided."""

from __future__ import annotations

import hashlib
from typing import Any

import msgspec

from gongkai.site.audit.services import Recorder
from gongkai.site.bodies.models import Body
from gongkai.site.publishing import search, selectors
from gongkai.site.publishing.models import Item, PublicFile, Recheck, State, Version
from gongkai.site.publishing.sanitise import plain
from gongkai.site.publishing.services.common import put_back
from gongkai.site.publishing.services.rechecks import rules_digest
from gongkai.site.web import clock, storage
from gongkai.site.web.models import Root
from gongkai.site.web.scope import Scope

_FACTS = (
    "subject", "document_number", "issuer", "formed_on", "summary", "valid_until", "official_url", "objection_until",
    "objection_contact",
)  # fmt: skip


def make_public(scope: Scope, item: Item, log: Recorder) -> Version:
    """The next version of an item, from its working copy, for the public to see from now on."""
    at = clock.now()
    if not item.index_number:
        item.index_number = _next_index(item.body, at.year)
    version = Version(item=item, at=at, reason=item.correcting, title=item.title, html=item.html)
    version.number = selectors.versions(item).count() + 1
    version.facts = _facts(item)
    files = [(file.name, _public_copy(file.released or file.blob)) for file in selectors.attachments(item)]
    version.files = [{"name": name, "sha256": blob.sha256, "size": blob.size} for name, blob in files]
    version.digest = digest(version)
    version.save()
    PublicFile.objects.bulk_create(
        PublicFile(version=version, name=name, blob=blob, position=position)
        for position, (name, blob) in enumerate(files, 1)
    )
    # It was scanned before it went out: the next scan is due when this one has aged.
    Recheck.objects.create(body=item.body, version=version, at=at, rules=rules_digest(), verdict="clean")
    item.published_at = item.published_at or at
    item.current, item.state, item.correcting, item.scheduled_for = version, State.PUBLISHED, "", None
    put_back(scope, item)
    search.index(item, "\n".join((item.title, item.document_number, item.summary, plain(item.html))))
    log(scope, "item.publish", body=item.body_id, target=item, version=version.number, digest=version.digest)
    return version


def digest(version: Version) -> str:
    """The SHA-256 of a version: what was public can be proved later."""
    said = [version.number, version.title, version.facts, version.html, version.files, version.reason]
    return hashlib.sha256(msgspec.json.encode(said, order="deterministic")).hexdigest()


def _facts(item: Item) -> dict[str, Any]:
    facts = {name: getattr(item, name) for name in _FACTS} | {"index_number": item.index_number}
    plain_facts: dict[str, Any] = msgspec.to_builtins({name: value for name, value in facts.items() if value})
    return plain_facts


def _public_copy(blob: Any) -> Any:
    """The same bytes under the public root."""
    with storage.open(blob) as file:
        return storage.store(file, root=Root.PUBLIC)


def _next_index(body: Body, year: int) -> str:
    """The next 索引号 of a body in a year: code/year-serial. The body's row is held, so that none is given twice."""
    Body.objects.select_for_update().get(pk=body.pk)
    start = f"{body.code}/{year}-"
    rows = Item.objects.unscoped("numbers of the body that is held").filter(body=body, index_number__startswith=start)
    last = rows.order_by("-index_number").values_list("index_number", flat=True).first()
    return f"{start}{int(last.removeprefix(start)) + 1 if last else 1:06d}"
