"""A new query code for an applicant who has lost theirs: shown once to whoever makes it, and the old one is dead."""

from __future__ import annotations

from typing import Final

from gongkai.errors import UsageError
from gongkai.site.accessrequests import codes
from gongkai.site.accessrequests.models_intake import Draft
from gongkai.site.accessrequests.services.common import put_back, taken
from gongkai.site.audit.services import recorded
from gongkai.site.web.scope import Scope

# Why it was made: kept in the audit, so nobody types it.
REASONS: Final = {
    "lost": "申请人遗失查询码，已经核对身份",
    "leaked": "查询码可能被他人知道",
    "unissued": "登记时没有交给申请人",
}


def issue(scope: Scope, *, request_id: int, reason: str, revision: int | None = None) -> str:
    """A new code in place of the old one; gives the code, of which only the keyed digest is kept.

    Raises as ``taken`` does, and UsageError without a reason.
    """
    if reason not in REASONS:
        raise UsageError("请选择重新发放查询码的原因。")
    with recorded() as log:
        request = taken(scope, "request.edit", request_id, revision)
        code = codes.new()
        request.code_digest = codes.digest(code)
        put_back(request)
        # What a receipt still shows would be the dead one.
        Draft.objects.unscoped("of the request that is held").filter(request=request).update(code="")
        log(scope, "request.code", body=request.body_id, target=request, reason=reason)
    return code
