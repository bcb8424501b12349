"""Writing events: at the end of the transaction that they tell of, or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import msgspec
from django.conf import settings
from django.db import transaction

from gongkai.site.audit import chain, vocabulary
from gongkai.site.audit.models import Event, Head
from gongkai.site.web import clock, keys
from gongkai.site.web.scope import Actor, Scope


class Recorder:
    """Collects what happens in one transaction."""

    def __init__(self) -> None:
        self._pending: list[tuple[Actor, str, int | None, str, str, dict[str, Any]]] = []

    def __call__(self, scope: Scope, action: str, *, body: int | None = None, target: Any = None, **facts: Any) -> None:
        """``action`` happened to ``target`` (a saved model instance) of the body with that id.

        ``facts`` are plain values: ids, codes, days, keyed digests; never personal data. Where the actor stands in for
        somebody, ``on_behalf_of`` is added to them: the ids of the absent.
        """
        if not vocabulary.known(action):
            raise ValueError(f"{action} is no known action; add it to the events of its app")
        kind = target._meta.label_lower if target is not None else ""
        ident = str(target.pk) if target is not None else ""
        if scope.behalf:
            facts["on_behalf_of"] = sorted(scope.behalf)
        plain = msgspec.to_builtins(facts, str_keys=True)
        self._pending.append((scope.actor, action, body, kind, ident, plain))

    def write(self) -> None:
        """Chain what was collected. The head is locked here, last, so that no two transactions wait for each other."""
        if not self._pending:
            return
        key = audit_key()
        head, _ = Head.objects.select_for_update().get_or_create(pk=Head.ONLY)
        at, last, events = clock.now(), head.digest or chain.START, []
        for seq, (actor, action, body, kind, ident, facts) in enumerate(self._pending, head.seq + 1):
            link = chain.Link(seq, at, actor.kind, actor.id, actor.name, action, body, kind, ident, facts)
            event = Event(previous=last, digest=chain.close(key, link, last), **msgspec.structs.asdict(link))
            events.append(event)
            last = event.digest
        Event.objects.bulk_create(events)
        head.seq, head.digest = events[-1].seq, last
        head.seal = chain.seal(key, head.seq, last)
        head.save(update_fields=["seq", "digest", "seal"])


_current: ContextVar[Recorder | None] = ContextVar("recorder", default=None)


@contextmanager
def recorded() -> Iterator[Recorder]:
    """One transaction and the events that tell of it: both stand, or neither.

    A service that is called by another joins its transaction and its recorder.
    """
    outer = _current.get()
    if outer is not None:
        with transaction.atomic():
            yield outer
        return
    recorder = Recorder()
    token = _current.set(recorder)
    try:
        with transaction.atomic():
            yield recorder
            recorder.write()
    finally:
        _current.reset(token)


def audit_key() -> bytes:
    """The key that closes the chain."""
    return keys.read(settings.GONGKAI_KEYS, "audit")[-1]
