"""Reading events: whether the chain is whole, and what happened to something."""

from __future__ import annotations

from typing import Any

import msgspec
from django.db.models import Max, QuerySet

from gongkai.site.audit import chain
from gongkai.site.audit.models import Event, Head
from gongkai.site.audit.services import audit_key

_CHUNK = 2_000


class Verdict(msgspec.Struct, frozen=True):
    """What was found: how many links were followed, and the first that is broken (``seq``) with the reason."""

    links: int
    seq: int | None = None
    reason: str = ""

    @property
    def whole(self) -> bool:
        """Whether nothing is broken."""
        return self.seq is None


def verify() -> Verdict:
    """Follow the chain from its first link and compare its end with the head.

    Others may write meanwhile: what is followed is the chain up to the head as it was at the beginning.
    """
    key, last, count = audit_key(), chain.START, 0
    head = Head.objects.filter(pk=Head.ONLY).first()
    for event in Event.objects.filter(seq__lte=head.seq if head else 0).order_by("seq").iterator(chunk_size=_CHUNK):
        expected = count + 1
        if event.seq != expected:
            return Verdict(count, expected, f"缺少第 {expected} 条")
        if event.previous != last:
            return Verdict(count, event.seq, "与前一条不衔接")
        if event.digest != chain.close(key, _link(event), last):
            return Verdict(count, event.seq, "内容与校验值不符")
        last, count = event.digest, expected
    return _against_head(key, head, count, last)


def of_target(target: Any) -> QuerySet[Event]:
    """What happened to a model instance, newest first."""
    kind = target._meta.label_lower
    return Event.objects.filter(target_kind=kind, target_id=str(target.pk)).order_by("-seq")


def of_bodies(ids: QuerySet[Any] | list[int] | None) -> QuerySet[Event]:
    """What happened at the bodies with these ids, newest first; None: everywhere, the site itself included."""
    events = Event.objects.order_by("-seq")
    return events if ids is None else events.filter(body_id__in=ids)


def _link(event: Event) -> chain.Link:
    return chain.Link(**{name: getattr(event, name) for name in chain.Link.__struct_fields__})


def _against_head(key: bytes, head: Head | None, count: int, last: str) -> Verdict:
    # Asked before the head is asked again: whoever writes an event moves the head in the same transaction.
    newest = Event.objects.aggregate(newest=Max("seq"))["newest"] or 0
    now = Head.objects.filter(pk=Head.ONLY).first()
    if now is None:
        return Verdict(count) if not newest else Verdict(count, 1, "链尾记录丢失")
    if newest > now.seq:
        return Verdict(count, now.seq + 1, "末尾多出没有登记的记录")
    if head is None or not head.seq:
        return Verdict(count)
    if head.seq > count:
        return Verdict(count, count + 1, f"末尾少了 {head.seq - count} 条")
    if head.digest != last:
        return Verdict(count, count, "链尾记录与最后一条不符")
    if head.seal != chain.seal(key, count, last):
        return Verdict(count, count, "链尾记录被改动")
    return Verdict(count)
