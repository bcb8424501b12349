"""What the public may read of items: lists by column, a page, and its versions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import msgspec
from django.utils.translation import gettext as _

from gongkai.law.book import current_book
from gongkai.site.bodies.models import Body
from gongkai.site.portal.addresses import Address
from gongkai.site.publishing import catalogue, consultations, documents, selectors
from gongkai.site.publishing.models import Item, Version
from gongkai.site.web import clock, paging
from gongkai.site.web.templatetags.components import Fact
from gongkai.site.web.templatetags.gongkai import day, moment

_ORDER = ("-published_at", "-id")
_NEWEST = 8
_PULLED = 100
# What still stands on the page of an item that was taken down: that it was there, and nothing of what it said.
_KEPT = ("subject", "index_number", "document_number", "issuer", "formed_on")
_LABELS = (
    ("index_number", "索引号"),
    ("document_number", "文号"),
    ("issuer", "发文机关"),
    ("formed_on", "成文日期"),
    ("valid_until", "有效期至"),
    ("objection_until", "公示期至"),
    ("objection_contact", "公示联系方式"),
)

# In a consultation the same dates and words mean something else.
_CONSULTATION = {"objection_until": "征集截止日期", "objection_contact": "征集联系方式"}


class Facet(msgspec.Struct, frozen=True):
    """A value by which a list is narrowed; ``query``: the parameters that do it."""

    query: str
    label: str
    current: bool


class Narrowed(msgspec.Struct, frozen=True):
    """What of a column is asked for: a kind of information, a year of publication; empty narrows nothing."""

    subject: str = ""
    year: str = ""


def listed(body: Body, section: str, asked: Narrowed, address: Address, *, after: str, before: str) -> dict[str, Any]:
    """A column of a body: its items, newest first, and the kinds and years by which one narrows them."""
    subjects = {
        name: found for name, found in catalogue.subjects_of(body, clock.today()).items() if found.section == section
    }
    years = _years(body)
    chosen = Narrowed(
        asked.subject if asked.subject in subjects else "", asked.year if asked.year in map(str, years) else ""
    )
    wanted = selectors.listed_of((chosen.subject,) if chosen.subject else tuple(subjects), int(chosen.year or 0))
    page = paging.page(wanted.of(body.pk), _ORDER, after=after, before=before)
    there = selectors.public_subjects(body)
    kinds = [("", _("全部")), *((name, found.label) for name, found in subjects.items() if name in there)]
    times = [("", _("全部")), *((str(year), str(year)) for year in years)]
    return {
        "page": page,
        "rows": [_row(item, address) for item in page.rows],
        "chosen": chosen,
        "subjects": _facets(kinds, chosen.subject, lambda one: Narrowed(one, chosen.year), len(subjects) > 1),
        "years": _facets(times, chosen.year, lambda one: Narrowed(chosen.subject, one), len(years) > 1),
    }


def _years(body: Body) -> list[int]:
    """The years since a body first published anything, the newest first."""
    first = selectors.first_published(body)
    return list(range(clock.today().year, first.astimezone(clock.ZONE).year - 1, -1)) if first else []


def _facets(
    values: list[tuple[str, str]], current: str, narrowed: Callable[[str], Narrowed], wanted: bool
) -> tuple[Facet, ...]:
    if not wanted:
        return ()
    return tuple(
        Facet(urlencode(msgspec.structs.asdict(narrowed(value))), label, value == current) for value, label in values
    )


def _row(item: Any, address: Address) -> dict[str, Any]:
    """What a list shows of an item; a plain dict, since templates look into nothing else as fast."""
    facts = item.current__facts
    standing = _standing(item, facts)
    return {
        "url": address(item.id),
        "title": item.current__title,
        "ended": documents.standing_words(standing) if standing in ("repealed", "expired") else "",
        "number": facts.get("document_number"),
        "at": item.published_at,
        "summary": facts.get("summary"),
    }


def newest(body: Body) -> list[Item]:
    """What a body has published last, for its first page."""
    return list(selectors.listed(selectors.public_items(body)).order_by(*_ORDER)[:_NEWEST])


def page_of(item: Item, version: Version) -> dict[str, Any]:
    """What the page of an item shows, as of a version."""
    newest, many = version.pk == item.current_id, item.current.number > 1
    standing = _standing(item, item.current.facts)
    return {
        "item": item,
        "body": item.body,
        "version": version,
        "newest": newest,
        "facts": facts(item, version),
        "files": list(version.public_files.select_related("blob")) if newest and version.files else [],
        "versions": list(selectors.versions(item).only("number", "at", "reason")) if many else [version],
        "standing": standing,
        "standing_words": documents.standing_words(standing) if standing else "",
        "consultation": consultations.is_consultation(item, clock.today()),
        "open": consultations.is_open(item, clock.today()),
        **consultations.around(item),
    }


def facts(item: Item, version: Version) -> list[Fact]:
    """The metadata of a version, for people."""
    said = _said(item, version)
    subject = current_book().at(clock.today()).subjects.get(said.get("subject", ""))
    rows = [(_("信息类别"), subject.label if subject else "")]
    names = dict(_LABELS) | (_CONSULTATION if subject is not None and subject.role == "consultation" else {})
    for name, label in names.items():
        value = said.get(name, "")
        rows.append((_(label), day(clock.day_of(value)) if value and name.endswith(("_on", "_until")) else value))
    rows += [(_("发布时间"), moment(item.published_at)), (_("发布机构"), item.body.name)]
    return [Fact(label, value) for label, value in rows if value]


def changes(body: Body, mark: str) -> dict[str, Any]:
    """A page of what was published, corrected, withdrawn or repealed, the oldest change first.

    ``after`` is the mark of the next page; on the last one it is where to go on another day. An item that changes again
    comes again. Raises UsageError for a mark that is none.
    """
    rows = selectors.ever_public(body)
    found = paging.page(rows, ("changed_at", "id"), after=mark, size=_PULLED)
    last = found.after or (paging.mark_of(found.rows[-1], ("changed_at", "id")) if found.rows else mark)
    listed = [machine(item, item.current) for item in found.rows]
    return {"schema": "gongkai.items/1", "items": listed, "after": last, "more": bool(found.after)}


def machine(item: Item, version: Version) -> dict[str, Any]:
    """An item for machines."""
    return {
        "schema": "gongkai.item/1",
        "id": item.pk,
        "body": {"code": item.body.code, "name": item.body.name},
        "title": version.title,
        "version": version.number,
        "state": item.state,
        "published_at": item.published_at,
        "changed_at": version.at,
        "repealed_on": item.repealed_on,
        **_said(item, version),
        "html": version.html if item.withdrawn_at is None else "",
        "files": version.files if item.withdrawn_at is None else [],
        "digest": version.digest,
    }


def _said(item: Item, version: Version) -> dict[str, Any]:
    """The metadata that the public may still have."""
    facts: dict[str, Any] = version.facts
    return facts if item.withdrawn_at is None else {name: facts[name] for name in _KEPT if name in facts}


def _standing(item: Any, facts: dict[str, Any]) -> documents.Standing | None:
    """Whether a document holds today, by what the public was told; None for what is no document."""
    until, today = facts.get("valid_until"), clock.today()
    if item.repealed_on and item.repealed_on <= today:
        return "repealed"
    if until and clock.day_of(until) < today:
        return "expired"
    return "in_force" if facts.get("document_number") else None
