"""Reading items: those of the staff by scope, those of the public because they are public."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from functools import cache

import msgspec
from django.db.models import Q, QuerySet, Sum

from gongkai.errors import NotFoundError
from gongkai.procedure.term import Term
from gongkai.site.bodies import selectors as bodies
from gongkai.site.bodies.models import Body
from gongkai.site.publishing import catalogue
from gongkai.site.publishing.models import (
    Attachment,
    Correction,
    Duty,
    Examination,
    Item,
    ItemCase,
    Posting,
    State,
    Version,
)
from gongkai.site.review.models import Case
from gongkai.site.web.clock import ZONE
from gongkai.site.web.prepared import Prepared
from gongkai.site.web.scope import Scope

PUBLIC = (State.PUBLISHED, State.WITHDRAWN)


class PostedTotals(msgspec.Struct, frozen=True):
    """各渠道条数 (``by_outlet``, ``all``) and 去重条数 (``distinct``)."""

    by_outlet: dict[str, int]
    all: int
    distinct: int


def items(scope: Scope) -> QuerySet[Item]:
    """The items that ``scope`` may see, with their bodies."""
    return Item.objects.within(scope, "item.view").select_related("body")


def narrowed(rows: QuerySet[Item], *, words: str = "", state: str = "", subject: str = "") -> QuerySet[Item]:
    """Those whose title or number holds the words, in that state, of that subject; what is empty narrows nothing."""
    if words:
        rows = rows.filter(
            Q(title__contains=words) | Q(document_number__contains=words) | Q(index_number__startswith=words)
        )
    given = {"state": state, "subject": subject}
    return rows.filter(**{name: value for name, value in given.items() if value})


def own_bodies(scope: Scope, action: str) -> list[Body]:
    """The bodies for which ``scope`` holds ``action``, a few at the most."""
    return list(bodies.visible(scope, action)[:50])


def get(scope: Scope, item_id: int, *, lock: bool = False) -> Item:
    """An item that ``scope`` may see; ``lock`` holds it until the transaction ends. Raises NotFoundError."""
    rows = items(scope).select_related("body", "current", "changed_by", "interprets", "consulted", "feedback_on")
    if lock:
        rows = rows.select_for_update(of=("self",))
    item = rows.filter(pk=item_id).first()
    if item is None:
        raise NotFoundError("没有这条信息，或者您没有查看它的权限。")
    return item


def term(scope: Scope, item: Item) -> Term | None:
    """The term by which an item must be public, with its derivation; None where its first day is not known.

    It runs from the day of formation; that of an interpretation from the day on which its document was published.
    """
    subject = catalogue.subject(item.subject, scope.today)
    start = item.formed_on
    if subject.role == "interpretation" and item.interprets is not None:
        published = item.interprets.published_at
        start = published.astimezone(ZONE).date() if published else None
    return catalogue.term_of(subject, start) if start else None


def interpretation_term(scope: Scope, item: Item) -> Term | None:
    """By when a document must be interpreted, with the derivation; None where it need not be, or is not public."""
    needed = item.subject in catalogue.needing("interpretation", scope.today)
    kinds = catalogue.of_role("interpretation", scope.today)
    if not needed or not kinds or item.published_at is None:
        return None
    return catalogue.term_of(catalogue.subject(kinds[0], scope.today), item.published_at.astimezone(ZONE).date())


def case_of(item: Item) -> Case | None:
    """The newest review of an item."""
    rows = ItemCase.objects.unscoped("of an item that the caller may see").filter(item=item)
    found = rows.select_related("case").order_by("-pk").first()
    return found.case if found else None


def item_of(case: Case, *, lock: bool = False) -> Item:
    """The item of a review that the caller may see."""
    rows = Item.objects.unscoped("of a case that the caller may see").select_related("body")
    if lock:
        rows = rows.select_for_update(of=("self",))
    links = ItemCase.objects.unscoped("of a case that the caller may see").filter(case=case)
    return rows.get(pk__in=links.values("item"))


def attachments(item: Item) -> list[Attachment]:
    """The files of an item's working copy, in their order. The caller has the item, and so the right."""
    rows = Attachment.objects.unscoped("of an item that the caller may see")
    return list(rows.filter(item=item, removed=False).select_related("blob", "released"))


def text_digest(item: Item) -> str:
    """The SHA-256 of all that the public would read of an item, files apart."""
    parts = (item.title, item.summary, item.html, item.objection_contact)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def examinations(item: Item) -> dict[int | None, Examination]:
    """The newest scan of the text (None) and of each file (its id) as they are now."""
    wanted = {None: text_digest(item)} | {
        attachment.pk: (attachment.released or attachment.blob).sha256 for attachment in attachments(item)
    }
    found: dict[int | None, Examination] = {}
    rows = Examination.objects.unscoped("of an item that the caller may see").filter(item=item)
    for row in rows.select_related("accepted_by").order_by("pk"):
        if wanted.get(row.attachment_id) == row.sha256:
            found[row.attachment_id] = row
    return found


def versions(item: Item) -> QuerySet[Version]:
    """What the public saw, newest first."""
    return Version.objects.unscoped("public").filter(item=item).order_by("-number")


def postings(scope: Scope, body: Body, year: int) -> QuerySet[Posting]:
    """Where the body's information was posted in a year, newest first; entries that were corrected left out."""
    return postings_of(scope, body).filter(on__year=year).order_by("-on", "-pk")


def postings_of(scope: Scope, body: Body) -> QuerySet[Posting]:
    """All postings of a body that stand."""
    rows = Posting.objects.within(scope, "item.view").filter(body=body, replaced_by__isnull=True)
    return rows.select_related("item", "entered_by")


def posted(scope: Scope, body: Body, year: int) -> PostedTotals:
    """How much was posted in a year: by outlet, by all of them together, and without counting an item twice.

    Totals of a month name no items, so each of them counts as it stands: an upper bound of what is different.
    """
    return _posted(postings(scope, body, year))


def posted_for_report(body: Body, year: int) -> PostedTotals:
    """The same, counted for the report of the body: the caller holds the right to it."""
    rows = Posting.objects.unscoped("counted for the report of the body")
    return _posted(rows.filter(body=body, on__year=year, replaced_by__isnull=True))


def _posted(rows: QuerySet[Posting]) -> PostedTotals:
    rows = rows.order_by()
    by_outlet = {row["outlet"]: row["total"] for row in rows.values("outlet").annotate(total=Sum("count"))}
    items = rows.filter(item__isnull=False).values("item").distinct().count()
    monthly = rows.filter(item__isnull=True).aggregate(total=Sum("count"))["total"] or 0
    return PostedTotals(by_outlet, sum(by_outlet.values()), items + monthly)


def duties(scope: Scope, body: Body) -> QuerySet[Duty]:
    """Who keeps which column of a body up to date."""
    rows = Duty.objects.within(scope, "item.view").filter(body=body)
    return rows.select_related("person").order_by("subject")


def corrections(scope: Scope, body: Body) -> QuerySet[Correction]:
    """What readers said is wrong, what waits first."""
    rows = Correction.objects.within(scope, "item.view").filter(body=body)
    return rows.select_related("item", "handled_by").order_by("-pk")


def public_items(body: Body | None = None, *, subject: str = "", below: bool = False) -> QuerySet[Item]:
    """What the public sees: of one body, of a body with those below it, or of all."""
    rows = Item.objects.unscoped("public").filter(state=State.PUBLISHED)
    if body is not None:
        rows = rows.filter(Q(body__path__startswith=body.path) if below else Q(body=body))
    if subject:
        rows = rows.filter(subject=subject)
    return rows.select_related("body", "current")


def listed(rows: QuerySet[Item]) -> QuerySet[Item]:
    """Public items with no more than a list shows of them: their texts, which are long, stay where they are."""
    shown = ("published_at", "repealed_on", "subject", "body_id", "current__title", "current__facts", "current__at")
    return rows.select_related(None).select_related("current").only(*shown)


def ever_public(body: Body) -> QuerySet[Item]:
    """What is or was public of a body, withdrawn items with their explanation."""
    return Item.objects.unscoped("public").filter(state__in=PUBLIC, body=body).select_related("body", "current")


@cache
def listed_of(subjects: tuple[str, ...], year: int = 0) -> Prepared[Item]:
    """What a list shows of the public items of these subjects, of a body (its id), of a year or of all (0).

    Plain rows, since to make objects of them would take longer than to read them.
    """
    rows = Item.objects.unscoped("public").filter(state=State.PUBLISHED, subject__in=subjects)
    if year:
        first, beyond = (dt.datetime(one, 1, 1, tzinfo=ZONE) for one in (year, year + 1))
        rows = rows.filter(published_at__gte=first, published_at__lt=beyond)
    names = ("id", "published_at", "repealed_on", "current__title", "current__facts")
    return Prepared(Item, lambda body: rows.filter(body=body).values_list(*names, named=True))


def first_published(body: Body) -> dt.datetime | None:
    """When a body published the first of what is still public."""
    found: dt.datetime | None = _FIRST.of(body.pk).first()
    return found


_FIRST = Prepared(
    Item,
    lambda body: (
        Item.objects.unscoped("public")
        .filter(state=State.PUBLISHED, body=body)
        .order_by("published_at", "id")
        .values_list("published_at", flat=True)[:1]
    ),
)


def public_subjects(body: Body) -> set[str]:
    """The subjects of which a body has anything public."""
    return set(_SUBJECTS.of(body.pk).rows())


_SUBJECTS = Prepared(
    Item,
    lambda body: (
        Item.objects.unscoped("public")
        .filter(state=State.PUBLISHED, body=body)
        .order_by()
        .values_list("subject", flat=True)
        .distinct()
    ),
)


def public_hits(items: Sequence[int]) -> dict[int, Item]:
    """Those of some items that are public, by number, with what a page of search shows. One query for each 20."""
    found: dict[int, Item] = {}
    for start in range(0, len(items), _HITS):
        some = items[start : start + _HITS]
        # Always as many values, so that it is always the same query; no item has the number 0.
        found |= {item.pk: item for item in _PAGE_OF_HITS.of(*some, *[0] * (_HITS - len(some))).rows()}
    return found


_HITS = 20
_PAGE_OF_HITS = Prepared(
    Item,
    lambda *items: (
        public_items()
        .filter(pk__in=items)
        .only("published_at", "body__name", "current__title", "current__html", "current__facts")
    ),
)


def any_public(body: int, subjects: tuple[str, ...]) -> bool:
    """Whether a body (its id) has anything public of these subjects."""
    return bool(_any_of(subjects).of(body).rows())


@cache
def _any_of(subjects: tuple[str, ...]) -> Prepared[Item]:
    rows = Item.objects.unscoped("public").filter(state=State.PUBLISHED, subject__in=subjects)
    return Prepared(Item, lambda body: rows.filter(body=body).order_by().values_list("pk", flat=True)[:1])


def public_item(item_id: int) -> Item:
    """A page that is or was public; what was withdrawn stays with its explanation. Raises NotFoundError."""
    item: Item | None = _PAGE.of(item_id).first()
    if item is None:
        raise NotFoundError("没有这条信息。它可能还没有公开，请从目录或者搜索中查找。")
    return item


# The working copy of the staff is no business of the public's page. Few items lead to another one; those that do ask
# for it when they are shown.
_WORKING = (
    "title", "html", "document_number", "index_number", "issuer", "formed_on", "due_on", "attribute", "ground",
    "ground_reason", "reassess_on", "summary", "official_url", "legality_review", "filing", "valid_until",
    "objection_contact", "correcting", "scheduled_for", "revision", "created_by", "changed_by", "changed_at",
)  # fmt: skip
_PAGE = Prepared(
    Item,
    lambda item: (
        Item.objects.unscoped("public")
        .filter(state__in=PUBLIC, pk=item)
        .select_related("body", "current")
        .defer(*_WORKING)
    ),
)
