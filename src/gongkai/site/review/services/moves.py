"""What the services have in common: taking a case in hand, and moving it along."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from gongkai.site.accounts.models import User
from gongkai.site.accounts.services import notify
from gongkai.site.review.defaults import defaults
from gongkai.site.review.models import Case, State, Step
from gongkai.site.review.selectors import cases
from gongkai.site.web import clock
from gongkai.site.web.scope import Scope

KIND = "review"


def locked(scope: Scope, pk: int) -> Case:
    """The case, held against everybody else until the end of the transaction. Raises NotFoundError."""
    cases.get(scope, pk)
    held = Case.objects.unscoped("seen before, now held").select_related("body")
    return held.select_for_update(of=("self",)).get(pk=pk)


def move(case: Case, state: State, position: int) -> dt.datetime:
    """Put the case where it belongs now; gives the moment."""
    case.state, case.position, case.moved_at = state, position, clock.now()
    case.save(update_fields=["state", "position", "round", "title", "moved_at"])
    return case.moved_at


def arrive(scope: Scope, case: Case) -> None:
    """The case has come to its current step: its people may see it, and are told."""
    step = cases.current_step(case)
    step.reached_at = case.moved_at
    step.save(update_fields=["reached_at"])
    words = _("“%(title)s”等待您办理：%(stage)s。")
    tell(scope, case, cases.deciders(scope, case, step), words % {"title": case.title, "stage": name(step)})


def name(step: Step) -> str:
    """What the step is called."""
    return defaults().words(step.labels)


def tell(scope: Scope, case: Case, users: Iterable[User | int], text: str) -> None:
    """A notice that leads to the page of the case."""
    notify(scope, users=users, kind=KIND, text=text, url=reverse("review:case", args=[case.pk]))
