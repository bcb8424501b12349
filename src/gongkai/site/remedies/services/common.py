"""What the services of cases share: taking a case to change it, deriving what follows, putting it back."""

from __future__ import annotations

from gongkai.errors import ConflictError, NotAllowedError
from gongkai.procedure.proceedings import CasePosition
from gongkai.site.remedies import selectors, tables
from gongkai.site.remedies.models import Case
from gongkai.site.web.scope import Scope

EDIT = "remedy.edit"
# The stage that falls to the body that a complaint is about.
REPORTED = "reported"


def editing(kind: str) -> str:
    """The right to change a case of this kind."""
    return "complaint.edit" if kind == tables.COMPLAINT else EDIT


def may_record(scope: Scope, case: Case, stage: str) -> bool:
    """Whether somebody may record a stage: the body that a complaint is about reports on it, and nothing else."""
    if stage == REPORTED and case.about_body is not None and scope.may(EDIT, case.about_body.path):
        return True
    return scope.may(editing(case.kind), case.body.path)


def taken(scope: Scope, case_id: int, revision: int | None = None) -> Case:
    """The case, locked until the end of the transaction. Belongs into ``recorded()``.

    Raises NotFoundError, NotAllowedError for one whose file has been destroyed, and ConflictError where another has
    changed it since ``revision``.
    """
    case = selectors.get(scope, case_id, lock=True)
    if case.wiped_on is not None:
        raise NotAllowedError("这一案件的档案已经到期销毁，不能再登记。")
    if revision is not None and revision != case.revision:
        raise ConflictError("这一案件刚刚有新的登记。请重新打开，看过再办；您填写的内容没有保存。")
    return case


def derive(case: Case, position: CasePosition) -> None:
    """Write into ``case`` what follows from its events; the caller saves it."""
    case.state, case.filed_on, case.result = position.state, position.filed, position.result
    case.settled_on, case.settled_result = position.settled, position.settled_result
    duty = position.duty
    term = tables.term(case, position, duty.stage, duty.since) if duty is not None else None
    case.due_on = term.due if term is not None else None
    case.due_stage = duty.stage if duty is not None else ""


def put_back(case: Case) -> None:
    """Save a changed case with its next revision."""
    case.revision += 1
    case.save()
