"""What the pages of a case show, gathered in a number of queries that does not grow with the case."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from django.db.models import QuerySet

from gongkai.report.compare.prose import Segment
from gongkai.site.accounts.models import User
from gongkai.site.review import diff, holders
from gongkai.site.review.models import Case, Comment, Decision, Seen, State, Step, Submission
from gongkai.site.review.selectors import cases
from gongkai.site.web.scope import Scope

Content = Sequence[tuple[str, str, str]]


class Remark(msgspec.Struct, frozen=True):
    """A comment, and whether the reader has not seen it before."""

    who: str
    at: dt.datetime
    round: int
    text: str
    new: bool


class PlaceView(msgspec.Struct, frozen=True):
    """A place of the content: what it says now, set against what it said then, and the comments on it.

    ``change`` is ``same``, ``changed``, ``new`` or ``gone``; empty where there is nothing to compare with.
    """

    key: str
    label: str
    segments: tuple[Segment, ...]
    change: str
    remarks: tuple[Remark, ...] = ()


class Rights(msgspec.Struct, frozen=True):
    """What the reader may do with the case as it stands; ``inside``: he or she belongs to the body of the case."""

    inside: bool
    decide: bool
    comment: bool
    withdraw: bool
    again: bool
    is_submitter: bool


class CaseView(msgspec.Struct, frozen=True):
    """A case as one person sees it; ``steps``, ``submissions`` and ``decisions`` are those of all rounds.

    ``since`` is the round that the content is compared with; None: with nothing.
    """

    case: Case
    step: Step
    steps: list[Step]
    submissions: list[Submission]
    decisions: list[Decision]
    places: list[PlaceView]
    general: tuple[Remark, ...]
    since: int | None
    first_look: bool
    rights: Rights
    people: list[User]

    @property
    def changed(self) -> list[PlaceView]:
        """The places that are not as they were."""
        return [place for place in self.places if place.change not in ("", "same")]

    @property
    def present(self) -> list[Step]:
        """The steps of the present round, in their order."""
        return sorted((row for row in self.steps if row.round == self.case.round), key=lambda row: row.position)

    @property
    def stuck(self) -> bool:
        """Whether nobody can decide at the current step."""
        return self.case.state == State.OPEN and not self.step.on_paper and not self.people


def view(scope: Scope, case: Case, against: int | None = None) -> CaseView:
    """The case for the person of ``scope``; ``against`` is an earlier round to compare with.

    Without it the content is set against the latest earlier round that the person looked at.
    """
    seen = {row.round: row.at for row in cases.parts(Seen, case).filter(person_id=scope.actor.id)}
    since = against if against is not None and 0 < against < case.round else _baseline(seen, case.round)
    submissions = list(cases.parts(Submission, case).select_related("submitted_by").defer("content"))
    steps = list(cases.parts(Step, case).select_related("body"))
    step = next(row for row in steps if (row.round, row.position) == (case.round, case.position))
    remarks = _remarks(scope, case, max(seen.values(), default=None))
    now, then = _contents(case, since)
    return CaseView(
        case=case,
        step=step,
        steps=steps,
        submissions=submissions,
        decisions=list(cases.parts(Decision, case).select_related("decided_by").defer("scan")),
        places=compared(now, then, remarks),
        general=remarks.get("", ()),
        since=since,
        first_look=not seen,
        rights=_rights(scope, case, {row.submitted_by_id for row in submissions}),
        people=cases.deciders(scope, case, step) if case.state == State.OPEN else [],
    )


def compared(now: Content, then: Content | None, remarks: Mapping[str, tuple[Remark, ...]]) -> list[PlaceView]:
    """The places of ``now`` in their order, then those of ``then`` that are gone."""
    before = {key: text for key, _label, text in then or ()}
    found = []
    for key, label, text in now:
        earlier = before.pop(key, None)
        if then is None:
            segments, change = diff.whole(text), ""
        elif earlier is None:
            segments, change = (Segment("inserted", text),), "new"
        else:
            segments, change = diff.compare(earlier, text), "same" if earlier == text else "changed"
        found.append(PlaceView(key, label, segments, change, remarks.get(key, ())))
    for key, label, text in then or ():
        if key in before:
            found.append(PlaceView(key, label, (Segment("deleted", text),), "gone", remarks.get(key, ())))
    return found


def content_of(case: Case, round: int | None = None) -> Content:
    """What was handed in, by default in the present round."""
    content: Content = cases.parts(Submission, case).get(round=round or case.round).content
    return content


def _baseline(seen: Mapping[int, dt.datetime], present: int) -> int | None:
    return max((round for round in seen if round < present), default=None)


def _contents(case: Case, since: int | None) -> tuple[Content, Content | None]:
    rows = cases.parts(Submission, case).filter(round__in={case.round, since or case.round})
    by_round: dict[int, Any] = dict(rows.values_list("round", "content"))
    return by_round[case.round], by_round[since] if since else None


def _remarks(scope: Scope, case: Case, looked: dt.datetime | None) -> dict[str, tuple[Remark, ...]]:
    rows: QuerySet[Comment] = cases.parts(Comment, case).select_related("person")
    found: defaultdict[str, list[Remark]] = defaultdict(list)
    for row in rows:
        new = row.person_id != scope.actor.id and (looked is None or row.at > looked)
        found[row.place].append(Remark(str(row.person), row.at, row.round, row.text, new))
    return {place: tuple(remarks) for place, remarks in found.items()}


def _rights(scope: Scope, case: Case, submitters: set[int]) -> Rights:
    submits = scope.may("case.submit", case.body.path)
    talking = case.state in (State.OPEN, State.RETURNED)
    return Rights(
        inside=scope.may("case.view", case.body.path),
        decide=cases.waiting(scope).filter(pk=case.pk).exists(),
        comment=talking and cases.may_comment(scope, case),
        withdraw=submits and case.state == State.OPEN and scope.actor.id in submitters,
        again=submits and case.state in (State.RETURNED, State.WITHDRAWN) and not holders.own_way(case.kind),
        is_submitter=scope.actor.id in submitters,
    )
