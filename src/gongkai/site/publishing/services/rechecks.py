"""Scanning what is public again: by newer rules, and now and then by the same."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from typing import Any

import msgspec

from gongkai.errors import GongkaiError, NotFoundError, UsageError
from gongkai.release.rules import Rules, default_rules
from gongkai.release.scan import Hit, scan_file, scan_text
from gongkai.site.audit.services import recorded
from gongkai.site.publishing import rechecks, wording
from gongkai.site.publishing.models import Examination, Item, Recheck, State, Version
from gongkai.site.web import clock, storage
from gongkai.site.web.scope import Scope


@cache
def rules_digest() -> str:
    """The SHA-256 of the rules of this version; words that a body sets are told otherwise (``words``)."""
    return hashlib.sha256(msgspec.json.encode(default_rules(), order="deterministic")).hexdigest()


def recheck(scope: Scope, *, items: Iterable[int]) -> int:
    """Scan the public versions of these items, each in its own transaction; in how many something was found."""
    rules, bad = rules_digest(), 0
    rows = Item.objects.unscoped("scanned by the program").filter(state=State.PUBLISHED, pk__in=list(items))
    for item in rows.select_related("body", "current"):
        hits = _unexplained(item, _hits(item.current, wording.rules_of(item.body)))
        bad += bool(hits)
        _keep(scope, item, rules, hits)
    return bad


def handle(scope: Scope, *, recheck_id: int, answer: str) -> Recheck:
    """Say what was done, or why it stays. What must not stay public asks for the right to accept that."""
    if not answer.strip():
        raise UsageError("请填写处理情况。")
    with recorded() as log:
        rows = Recheck.objects.within(scope, "item.view").select_related("body").select_for_update(of=("self",))
        row = rows.filter(pk=recheck_id, handled_by__isnull=True).first()
        if row is None:
            raise NotFoundError("没有这条自查发现，可能已经处理。")
        scope.demand("item.accept_stop" if row.verdict == "stop" else "item.edit", row.body.path)
        row.handled_by_id, row.handled_at, row.answer = scope.person, clock.now(), answer.strip()
        row.save(update_fields=["handled_by", "handled_at", "answer"])
        log(scope, "recheck.handle", body=row.body_id, target=row)
    return row


def _hits(version: Version, rules: Rules) -> list[Hit]:
    facts: dict[str, str] = version.facts
    text = "\n".join((version.title, facts.get("summary", ""), version.html, facts.get("objection_contact", "")))
    hits = list(scan_text(text, rules).hits)
    for file in version.public_files.select_related("blob"):
        try:
            found = scan_file(storage.read(file.blob), file.name, rules).hits
        except GongkaiError as error:
            found = (Hit("RL-UNREAD", "文件", error.message),)
        hits += [msgspec.structs.replace(hit, where=f"{file.name}：{hit.where}") for hit in found]
    return hits


def _unexplained(item: Item, hits: list[Hit]) -> list[Hit]:
    """Those that nobody has accepted with a reason before the item went out, or when they were found before."""
    rows = Examination.objects.unscoped("of an item that the program scans").filter(
        item=item, accepted_by__isnull=False
    )
    known = {(hit["code"], hit["found"]) for row in rows for hit in row.hits}
    return [hit for hit in hits if (hit.code, hit.found) not in known]


def _keep(scope: Scope, item: Item, rules: str, hits: list[Hit]) -> None:
    levels = {default_rules().of(hit.code).level for hit in hits}
    verdict = "stop" if "stop" in levels else "look" if levels else "clean"
    with recorded() as log:
        rows = Recheck.objects.unscoped("of an item that the program scans").select_for_update()
        row = rows.filter(version=item.current).first()
        said: list[dict[str, Any]] = msgspec.to_builtins(hits)
        if row is None:
            row = Recheck(body=item.body, version=item.current)
        elif row.hits != said:
            row.handled_by_id, row.handled_at, row.answer = None, None, ""
        fresh = row.hits != said
        row.at, row.rules, row.verdict, row.hits = clock.now(), rules, verdict, said
        row.save()
        if hits and fresh:
            codes = sorted({hit.code for hit in hits})
            log(scope, "recheck.find", body=item.body_id, target=row, codes=codes)


def due_now() -> list[int]:
    """The items that a day's run scans, the oldest first; the rest waits for the next day."""
    return list(rechecks.due(rules_digest(), clock.now()).values_list("pk", flat=True)[:_A_DAY])


# What the worker gets through in a night beside everything else.
_A_DAY = 5_000
