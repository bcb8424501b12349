"""Words beside the content, and who has looked at it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from gongkai.errors import ForbiddenError, NotAllowedError, UsageError
from gongkai.site.audit.services import recorded
from gongkai.site.review.models import Case, Comment, Decision, Seen, State, Submission
from gongkai.site.review.selectors import cases
from gongkai.site.review.services import moves
from gongkai.site.web import clock
from gongkai.site.web.scope import Scope

_LONGEST = 2_000


def comment(scope: Scope, *, case: int, text: str, place: str = "") -> Comment:
    """Say something about a place of the content (its key) or, without one, about the whole.

    Raises NotFoundError, ForbiddenError, UsageError, and NotAllowedError when the case is closed.
    """
    text = text.strip()
    if not text:
        raise UsageError(_("请填写意见。"))
    if len(text) > _LONGEST:
        raise UsageError(_("一条意见最多 %(most)d 字，请分条填写。") % {"most": _LONGEST})
    with recorded() as log:
        row = moves.locked(scope, case)
        if not cases.may_comment(scope, row):
            raise ForbiddenError(_("您没有对这一事项发表意见的权限。"))
        if row.state not in (State.OPEN, State.RETURNED):
            raise NotAllowedError(_("这一事项已经办结，不能再发表意见。"))
        content = cases.parts(Submission, row).get(round=row.round).content
        if place and place not in {key for key, _label, _text in content}:
            raise UsageError(_("送审内容中没有这一处，请刷新页面。"))
        made = Comment.objects.create(
            case=row, round=row.round, person_id=scope.person, place=place, text=text, at=clock.now()
        )
        log(scope, "case.comment", body=row.body_id, target=row, round=row.round, comment=made.pk)
        moves.tell(scope, row, _party(row), _("“%(title)s”有新的审核意见。") % {"title": row.title})
    return made


def see(scope: Scope, case: Case) -> None:
    """Remember that this person has looked at the present round now."""
    mine = Seen.objects.unscoped("one's own")
    mine.update_or_create(case=case, round=case.round, person_id=scope.person, defaults={"at": clock.now()})


def wipe(scope: Scope, *, case: Case) -> None:
    """Destroy what people wrote and scanned about a case, with the file that it belongs to; who decided what stays.

    The caller has proved the right to destroy the file.
    """
    with recorded() as log:
        cases.parts(Comment, case).delete()
        words = cases.parts(Decision, case).exclude(comment="", scan__isnull=True)
        emptied = words.update(comment="", scan=None, wiped_on=scope.today)
        log(scope, "case.wipe", body=case.body_id, target=case, decisions=emptied)


def _party(row: Case) -> set[int]:
    """Those who have handed in, decided or commented."""
    decided = cases.parts(Decision, row).values_list("decided_by", flat=True)
    commented = cases.parts(Comment, row).values_list("person", flat=True)
    return {*cases.submitters(row), *decided, *commented}
