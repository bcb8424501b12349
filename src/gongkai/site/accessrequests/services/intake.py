"""Drafts become requests: each once, however often one clicks."""

from __future__ import annotations

from collections.abc import Callable

from gongkai.site.accessrequests.answers import Answers
from gongkai.site.accessrequests.answers import entry as entry_of
from gongkai.site.accessrequests.models_intake import Draft, DraftFile
from gongkai.site.accessrequests.services import drafts, limits
from gongkai.site.accessrequests.services.papers import hold
from gongkai.site.accessrequests.services.register import Entry, Registered, enter, submit
from gongkai.site.accessrequests.values import seal, unseal
from gongkai.site.audit.services import recorded
from gongkai.site.web import clock
from gongkai.site.web.scope import Scope


def hand_in(scope: Scope, *, token: str, address: str) -> Draft:
    """Hand in what somebody has filled in on the portal, from ``address`` (a keyed digest).

    Raises UsageError naming all that lacks, TooManyError where the address has handed in enough for a day.
    """

    def register(draft: Draft) -> Registered:
        limits.count(scope, address=address, kind="submission")
        entry = entry_of(drafts.answers(draft, Answers), scope.today)
        return submit(scope, body=draft.body, entry=entry)

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
        draft.save()
    return draft
