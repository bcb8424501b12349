"""Reading the persons and words of a case: each time with a reason, each time recorded."""

from __future__ import annotations

from typing import Final

import msgspec
from django.utils.translation import gettext_lazy as _

from gongkai.errors import UsageError
from gongkai.site.audit.services import recorded
from gongkai.site.remedies import selectors, tables
from gongkai.site.remedies.services.common import editing
from gongkai.site.remedies.values import Matter
from gongkai.site.web.scope import Scope

# Why somebody looks: chosen, since words of one's own might name a person where the audit keeps them for ever.
REASONS: Final = {
    "handling": _("办理本案"),
    "serving": _("联系、送达"),
    "forum": _("向复议机关、法院提交材料"),
    "oversight": _("监督检查"),
}


class Disclosed(msgspec.Struct, frozen=True):
    """What of a case is sealed: persons and claim, and the words about its steps by position."""

    matter: Matter
    notes: dict[int, str]


def disclosed(scope: Scope, *, case_id: int, reason: str) -> Disclosed:
    """Unseal a case for somebody who may see persons. Raises UsageError without a reason.

    Of a complaint the body that received it sees all; the body that it is about does not see who complained.
    """
    if reason not in REASONS:
        raise UsageError("请选择查看的理由。")
    with recorded() as log:
        case = selectors.get(scope, case_id)
        action = editing(case.kind) if case.kind == tables.COMPLAINT else "request.person"
        scope.demand(action, case.body.path)
        log(scope, "remedy.read", body=case.body_id, target=case, reason=reason)
        return Disclosed(selectors.matter(case), selectors.notes(case))
