"""Replies as review knows them."""

from __future__ import annotations

from gongkai.site.accessrequests import selectors_desk
from gongkai.site.accessrequests.services import replies
from gongkai.site.accessrequests.services.desk import url_of
from gongkai.site.review import holders
from gongkai.site.review.models import Case


def register() -> None:
    """Make replies known to review."""
    holders.register(
        replies.KIND,
        holders.Holder(
            label="依申请公开答复",
            fields=_fields,
            url=lambda case: url_of(selectors_desk.reply_of(case).request),
            passed=replies.passed,
            returned=replies.returned,
            withdrawn=replies.returned,
            own_way=True,
        ),
    )


def _fields(case: Case) -> replies.Content:
    reply = selectors_desk.reply_of(case)
    return replies.content(reply.request, selectors_desk.proposal(reply))
