"""Passing and returning. Nobody decides on what they handed in, whatever their roles.

Whoever stands in for somebody absent decides in his or her own name. A decision names the round and the stage that it
looked at: what has moved on since is not decided unseen, and what has changed since is not passed.
"""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from gongkai.errors import ConflictError, ForbiddenError, UsageError
from gongkai.site.accounts.rights import role_action
from gongkai.site.audit.services import Recorder, recorded
from gongkai.site.review import holders
from gongkai.site.review.models import Case, Decision, Outcome, State, Step, Submission
from gongkai.site.review.selectors import cases
from gongkai.site.review.services import moves
from gongkai.site.review.services.cases import digest_of
from gongkai.site.web import clock
from gongkai.site.web.models import Blob
from gongkai.site.web.scope import Scope
from gongkai.site.web.templatetags.gongkai import moment


def decide(scope: Scope, *, case: int, round: int, position: int, outcome: str, comment: str = "") -> Case:
    """Pass a case to the next stage or, at the last, altogether; or return it, which needs words.

    Raises NotFoundError, ForbiddenError, UsageError, and ConflictError where the case is no longer at that stage.
    """
    with recorded() as log:
        row = moves.locked(scope, case)
        step = _step(row, round, position)
        if step.on_paper:
            raise UsageError(_("这一环节是线下签批，请登记签批结果并上传扫描件。"))
        _demand(scope, step)
        return _apply(scope, log, row, step, Decision(outcome=outcome, comment=comment.strip()))


def record_paper(
    scope: Scope, *, case: int, round: int, position: int, outcome: str, signer: str, scan: Blob, comment: str = ""
) -> Case:
    """Record what was signed on the printed sheet: by whom, with its scan. Raises as ``decide`` does."""
    with recorded() as log:
        row = moves.locked(scope, case)
        step = _step(row, round, position)
        if not step.on_paper:
            raise UsageError(_("这一环节不是线下签批。"))
        scope.demand("case.paper", step.body.path)
        if not signer.strip():
            raise UsageError(_("请填写签批人的姓名。"))
        decision = Decision(
            outcome=outcome, comment=comment.strip(), on_paper=True, signer=signer.strip(), scan_id=scan.pk
        )
        return _apply(scope, log, row, step, decision)


def scan_read(scope: Scope, *, case: int, round: int, position: int) -> Blob:
    """The scan of a signed sheet, for somebody who may see the case; the reading is recorded."""
    with recorded() as log:
        row = cases.get(scope, case)
        decision = cases.parts(Decision, row).select_related("scan").filter(round=round, position=position).first()
        if decision is None or decision.scan is None:
            raise UsageError(_("这一环节没有扫描件。"))
        log(scope, "case.scan", body=row.body_id, target=row, round=round, position=position)
    return decision.scan


def _step(row: Case, round: int, position: int) -> Step:
    step = cases.parts(Step, row).select_related("body").filter(round=round, position=position).first()
    if step is None:
        raise UsageError(_("没有这一审核环节，请刷新页面。"))
    return step


def _demand(scope: Scope, step: Step) -> None:
    """Both the right to decide and the role of the step, at the body where it sits."""
    needed = ("case.decide", role_action(step.role))
    if not all(scope.may(action, step.body.path) for action in needed):
        raise ForbiddenError(_("您不是“%(stage)s”环节的办理人。") % {"stage": moves.name(step)})
    for action in needed:
        scope.demand(action, step.body.path)


def _apply(scope: Scope, log: Recorder, row: Case, step: Step, decision: Decision) -> Case:
    """Write the decision and what follows from it; the case is locked and the right to the stage is proved."""
    if scope.actor.id in cases.submitters(row):
        raise ForbiddenError(_("不能审核自己提交的事项。"))
    if (row.state, row.round, row.position) != (State.OPEN, step.round, step.position):
        raise ConflictError(_moved_on(row, step))
    earlier = cases.parts(Decision, row).filter(round=row.round, decided_by=scope.actor.id).first()
    if earlier is not None:
        raise ForbiddenError(_("您已经办理过这一轮的前面环节，这一环节须由他人办理。"))
    if decision.outcome not in Outcome.values:
        raise UsageError(_("请选择审核结果。"))
    if decision.outcome == Outcome.RETURNED and not decision.comment:
        raise UsageError(_("退回修改的，请写明理由。"))
    if decision.outcome == Outcome.PASSED:
        _unchanged(row)
    last = step.position == cases.parts(Step, row).filter(round=row.round).count()
    _write(scope, row, step, decision)
    action = "case.pass" if decision.outcome == Outcome.PASSED else "case.return"
    facts = {"round": step.round, "position": step.position, "on_paper": step.on_paper, "last": last}
    log(scope, action, body=row.body_id, target=row, **facts)
    _follow(scope, row, step, decision, last=last)
    return row


def _unchanged(row: Case) -> None:
    """Raise ConflictError where the thing is no longer what was handed in: nobody passes what nobody has seen."""
    given = cases.parts(Submission, row).get(round=row.round)
    if digest_of(holders.get(row.kind).fields(row)) != given.digest:
        raise ConflictError(
            _("送审以后内容有变动（例如所依据的记录），现在的内容没有人审核过。请退回修改，由提交人核对后再次提交。")
        )


def _write(scope: Scope, row: Case, step: Step, decision: Decision) -> None:
    submission = cases.parts(Submission, row).get(round=row.round)
    decision.case, decision.round, decision.position = row, step.round, step.position
    decision.submitted_by_id, decision.decided_by_id = submission.submitted_by_id, scope.person
    decision.at = clock.now()
    try:
        with transaction.atomic():
            decision.save(force_insert=True)
    except IntegrityError as error:
        raise ConflictError(_moved_on(row, step)) from error


def _follow(scope: Scope, row: Case, step: Step, decision: Decision, *, last: bool) -> None:
    """Return, pass altogether, or go on to the next step."""
    words = {"title": row.title, "stage": moves.name(step)}
    if decision.outcome == Outcome.RETURNED:
        moves.move(row, State.RETURNED, row.position)
        holders.get(row.kind).returned(scope, row)
        moves.tell(scope, row, cases.submitters(row), _("“%(title)s”在%(stage)s环节退回修改，请查看意见。") % words)
    elif last:
        moves.move(row, State.PASSED, row.position)
        holders.get(row.kind).passed(scope, row)
        moves.tell(scope, row, cases.submitters(row), _("“%(title)s”审核通过。") % words)
    else:
        moves.move(row, State.OPEN, row.position + 1)
        moves.arrive(scope, row)


def _moved_on(row: Case, step: Step) -> str:
    """Why a decision comes too late."""
    taken = (
        cases.parts(Decision, row).select_related("decided_by").filter(round=step.round, position=step.position).first()
    )
    if taken is not None:
        words = _("“%(stage)s”已由%(name)s于%(at)s办理（%(outcome)s），您的意见没有保存。请刷新页面查看。")
        return words % {
            "stage": moves.name(step),
            "name": taken.decided_by,
            "at": moment(taken.at),
            "outcome": taken.get_outcome_display(),
        }
    if row.round != step.round:
        return _("送审内容已经修改后重新提交，请查看新的内容再审核。")
    if row.state == State.WITHDRAWN:
        return _("这一事项已由提交人撤回。")
    return _("这一事项还没有到“%(stage)s”环节，或者已经办理。请刷新页面查看。") % {"stage": moves.name(step)}
