"""Drafts become requests: each once, however often one clicks."""

from __future__ import annotations

from collections.abc import Callable

from gongkai.errors import NotFoundError, UsageError
from gongkai.site.accessrequests.answers import Answers, missing
from gongkai.site.accessrequests.answers import entry as entry_of
from gongkai.site.accessrequests.models_intake import Draft, DraftFile
from gongkai.site.accessrequests.services import drafts, limits
from gongkai.site.accessrequests.services.papers import hold
from gongkai.site.accessrequests.services.register import Entry, Registered, enter, submit
from gongkai.site.accessrequests.values import seal, unseal
from gongkai.site.audit.services import recorded
from gongkai.site.bodies.models import Body
from gongkai.site.web import clock
from gongkai.site.web.scope import Scope


def hand_in(scope: Scope, *, body: Body, token: str, address: str) -> Draft:
    """Hand in what somebody has filled in on the portal for ``body``, from ``address`` (a keyed digest).

    Raises UsageError naming all that lacks, NotFoundError where there is no such draft for this body, TooManyError
    where the address has handed in enough for a day.
    """

    def register(draft: Draft) -> Registered:
        if draft.body_id != body.pk:
            raise NotFoundError("没有向这个机关填写的申请。")
        limits.count(scope, address=address, kind="submission")
        answers = drafts.answers(draft, Answers)
        made = submit(scope, body=body, entry=entry_of(answers, scope.today))
        if missing(answers):
            raise UsageError("还有没有填写的内容，请填写完整再提交。")
        return made

    return _become(scope, token, register)


def write_down(scope: Scope, *, token: str) -> Draft:
    """Register what an officer has written down."""
    return _become(
        scope, token, lambda draft: enter(scope, body=draft.body, entry=drafts.answers(draft, Entry))
    )  # fmt: skip


def _become(scope: Scope, token: str, register: Callable[[Draft], Registered]) -> Draft:
    with recorded():
        # Whoever clicks twice waits here for the first click, and then finds the request that it made.
        draft = drafts.find(scope, token, lock=True)
        if draft.request_id is not None:
            return draft
        made = register(draft)
        if files := drafts.files(draft):
            for file in files:
                hold(scope, made.request, kind=file.kind, name=unseal(file.sealed, str), blob=file.blob)
            DraftFile.objects.unscoped("of the draft that was handed in").filter(draft=draft).delete()
        draft.request, draft.code, draft.sealed, draft.changed_at = made.request, seal(made.code), "", clock.now()
        draft.save(update_fields=["request", "code", "sealed", "changed_at"])
    return draft
