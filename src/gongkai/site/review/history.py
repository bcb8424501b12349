"""The way of a case in words: its steps, and what happened."""

from __future__ import annotations

from django.utils.translation import gettext as _

from gongkai.site.audit import selectors as audit
from gongkai.site.review.defaults import deciding_roles, defaults
from gongkai.site.review.models import Case, Decision, Outcome, State
from gongkai.site.review.page import CaseView
from gongkai.site.web.templatetags.components import Moment
from gongkai.site.web.templatetags.components import Step as StepWords

_KINDS = {Outcome.PASSED.value: "good", Outcome.RETURNED.value: "warn"}


def steps(seen: CaseView) -> list[StepWords]:
    """The stages of the present round: who has decided, who is asked."""
    decided = {row.position: row for row in seen.decisions if row.round == seen.case.round}
    found = []
    for step in seen.present:
        decision = decided.get(step.position)
        title = defaults().words(step.labels)
        if step.body_id != seen.case.body_id:
            title = _("%(stage)s（%(body)s）") % {"stage": title, "body": step.body.called}
        if decision is not None:
            note = f"{_who(decision)} {decision.get_outcome_display()}"
            state = "done" if decision.outcome == Outcome.PASSED else "current"
        else:
            note = _("线下签批") if step.on_paper else deciding_roles().get(step.role, step.role)
            here = seen.case.state == State.OPEN and step.position == seen.case.position
            state = "current" if here else "ahead"
        found.append(StepWords(title, state, note))
    return found


def moments(seen: CaseView) -> list[Moment]:
    """What happened, the latest first."""
    found = [
        Moment(row.at, _("第 %(round)d 次提交") % {"round": row.round}, str(row.submitted_by), kind="info")
        for row in seen.submissions
    ]
    labels = {(step.round, step.position): defaults().words(step.labels) for step in seen.steps}
    for row in seen.decisions:
        title = f"{labels[row.round, row.position]} {row.get_outcome_display()}"
        words = _("意见和扫描件已随档案销毁") if row.wiped_on else row.comment
        found.append(Moment(row.at, title, _who(row), words, _KINDS[row.outcome]))
    found += _withdrawals(seen.case)
    return sorted(found, key=lambda moment: moment.at, reverse=True)


def _withdrawals(case: Case) -> list[Moment]:
    events = audit.of_target(case).filter(action="case.withdraw")
    return [Moment(event.at, _("撤回"), event.actor_name, kind="neutral") for event in events]


def _who(decision: Decision) -> str:
    if decision.on_paper:
        words = {"signer": decision.signer, "name": decision.decided_by}
        return _("%(signer)s（线下签批，%(name)s登记）") % words
    return str(decision.decided_by)
