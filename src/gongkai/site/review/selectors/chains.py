"""Which stages a body goes through, and where a stage may sit."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Sequence

import msgspec
from django.db.models import Q

from gongkai.site.accounts import selectors as accounts
from gongkai.site.accounts.models import User
from gongkai.site.bodies.models import Body
from gongkai.site.review.defaults import defaults
from gongkai.site.review.models import Chain, Stage
from gongkai.site.web.scope import Scope


class Planned(msgspec.Struct, frozen=True):
    """A stage as it is set up; ``body`` is the id of the body where it sits, None: the body's own."""

    labels: tuple[str, ...]
    role: str
    body: int | None = None
    on_paper: bool = False


class InForce(msgspec.Struct, frozen=True):
    """The stages of a kind at a body, and since when; None: the default of the program."""

    stages: tuple[Planned, ...]
    since: dt.date | None = None


def in_force(body: Body, kind: str, day: dt.date) -> InForce:
    """What holds for ``kind`` at ``body`` on that day: its own chain or, without one, the default."""
    return all_in_force(body, [kind], day)[kind]


def all_in_force(body: Body, kinds: Collection[str], day: dt.date) -> dict[str, InForce]:
    """The same for several kinds, in two queries."""
    chains = Chain.objects.unscoped("of the body in hand").filter(body=body, kind__in=kinds, since__lte=day)
    latest = {chain.kind: chain for chain in chains.order_by("since")}
    own: defaultdict[int, list[Planned]] = defaultdict(list)
    rows = Stage.objects.unscoped("of the chains in hand").filter(chain__in=list(latest.values()))
    for row in rows.order_by("position"):
        own[row.chain_id].append(Planned(tuple(row.labels), row.role, row.body_id, row.on_paper))
    found = {}
    for kind in kinds:
        chain = latest.get(kind)
        if chain is not None and own[chain.pk]:
            found[kind] = InForce(tuple(own[chain.pk]), chain.since)
        else:
            stages = defaults().stages(body.level, kind)
            found[kind] = InForce(tuple(Planned(stage.labels, stage.role) for stage in stages))
    return found


def places(body: Body) -> Sequence[Body]:
    """Where a stage of ``body`` may sit besides the body itself: those above it, beside it and directly under it."""
    superior = body.path[: -body.steplen]
    above = [superior[:end] for end in range(body.steplen, len(superior) + 1, body.steplen)]
    near = Q(path__in=above) | Q(path__startswith=body.path, depth=body.depth + 1)
    if superior:
        near |= Q(path__startswith=superior, depth=body.depth)
    return list(Body.objects.filter(near, until__isnull=True).exclude(pk=body.pk).order_by("path"))


def people(scope: Scope, body: Body, stages: Sequence[Planned]) -> list[list[User]]:
    """Who could decide at each of ``stages`` today."""
    wanted = [(stage.role, stage.body or body.pk) for stage in stages]
    found = accounts.holders_at(wanted, scope.today)
    return [found[place] for place in wanted]
