"""Which cases somebody may see, and which wait for him or her.

A case is seen by those who hold ``case.view`` at its body, and by those who hold it at another body where one of its
stages sits, from the moment when the case came there. They see this case and nothing else of that body.
"""

from __future__ import annotations

from typing import Any, TypeVar, cast

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from gongkai.errors import NotFoundError
from gongkai.site.accounts import selectors as accounts
from gongkai.site.accounts.models import User
from gongkai.site.accounts.rights import role_action
from gongkai.site.review.defaults import deciding_roles
from gongkai.site.review.models import Case, Decision, Part, State, Step, Submission
from gongkai.site.web.scope import Scope

P = TypeVar("P", bound=Part)


def visible(scope: Scope) -> QuerySet[Case]:
    """The cases that ``scope`` may see, with their bodies."""
    there = Step.objects.within_place(scope, "case.view").filter(case=OuterRef("pk"), reached_at__isnull=False)
    own = Case.objects.within(scope, "case.view").values("pk")
    cases = Case.objects.unscoped("of one's bodies, or at a stage there").filter(Q(pk__in=own) | Exists(there))
    return cases.select_related("body")


def get(scope: Scope, pk: int) -> Case:
    """The case with that id. Raises NotFoundError where there is none, or none that ``scope`` may see."""
    case = visible(scope).filter(pk=pk).first()
    if case is None:
        raise NotFoundError("没有这个审核事项，或者您没有查看它的权限。")
    return case


def parts(model: type[P], case: Case) -> QuerySet[P]:
    """What belongs to a case that was found within a scope, oldest first."""
    rows: Any = model.objects.unscoped("of a case in hand").filter(case=case).order_by("pk")
    return cast("QuerySet[P]", rows)


def current_step(case: Case) -> Step:
    """Where the case is or, when it is not open, where it was last."""
    steps = parts(Step, case).select_related("body")
    return steps.get(round=case.round, position=case.position)


def waiting(scope: Scope) -> QuerySet[Case]:
    """The open cases that this person can decide now: neither handed in by them nor decided by them in this round."""
    person = scope.actor.id
    here = Q(steps__round=F("round"), steps__position=F("position"))
    handed_in = Submission.objects.unscoped("one's own").filter(case=OuterRef("pk"), submitted_by=person)
    decided = Decision.objects.unscoped("one's own").filter(
        case=OuterRef("pk"), round=OuterRef("round"), decided_by=person
    )
    cases = Case.objects.unscoped("at a stage where one decides").filter(here & _decides(scope), state=State.OPEN)
    return cases.exclude(Exists(handed_in)).exclude(Exists(decided)).select_related("body")


def submitted(scope: Scope) -> QuerySet[Case]:
    """The cases that this person handed in, in any round, and may still see."""
    handed_in = Submission.objects.unscoped("one's own").filter(case=OuterRef("pk"), submitted_by=scope.actor.id)
    return visible(scope).filter(Exists(handed_in))


def filtered(
    scope: Scope, *, show: str = "", kind: str = "", state: str = "", body: str = "", words: str = ""
) -> QuerySet[Case]:
    """The cases of a list: those that wait for one (``show`` empty), one's own (``mine``) or all; narrowed down.

    ``body`` is a code; what is empty narrows nothing.
    """
    found = {"": waiting, "mine": submitted, "all": visible}[show](scope)
    wanted = {"kind": kind, "state": state, "body__code": body, "title__icontains": words}
    return found.filter(**{name: value for name, value in wanted.items() if value})


def with_stage(cases: QuerySet[Case]) -> QuerySet[Any]:
    """Each case with ``stage_labels``, the labels of its current step."""
    steps = Step.objects.unscoped("of the cases in hand")
    here = steps.filter(case=OuterRef("pk"), round=OuterRef("round"), position=OuterRef("position"))
    return cases.annotate(stage_labels=Subquery(here.values("labels")[:1]))


def submitters(case: Case) -> set[int]:
    """The ids of those who handed in any round."""
    return set(parts(Submission, case).values_list("submitted_by", flat=True))


def deciders(scope: Scope, case: Case, step: Step) -> list[User]:
    """Who can decide at a step today: whoever handed in, or decided already in that round, is left out."""
    barred = submitters(case)
    barred.update(parts(Decision, case).filter(round=step.round).values_list("decided_by", flat=True))
    holders = accounts.holders(role=step.role, body=step.body, today=scope.today)
    return [user for user in holders if user.pk not in barred]


def may_comment(scope: Scope, case: Case) -> bool:
    """Whether ``scope`` may comment: at the body of the case, or at a body where a stage sits that it has reached."""
    if scope.may("case.comment", case.body.path):
        return True
    steps = Step.objects.within_place(scope, "case.comment")
    return steps.filter(case=case, reached_at__isnull=False).exists()


def _decides(scope: Scope) -> Q:
    """The condition "at a stage where this person may decide", on cases joined with their steps."""
    roles = Q(pk__in=())
    for role in deciding_roles():
        if scope.anywhere(role_action(role)):
            roles |= Q(steps__role=role) & scope.within(role_action(role), "steps__body__path")
    in_system = Q(steps__on_paper=False) & roles & scope.within("case.decide", "steps__body__path")
    on_paper = Q(steps__on_paper=True) & scope.within("case.paper", "steps__body__path")
    return in_system | on_paper
