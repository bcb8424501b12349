"""How long the text of reports may be."""

from __future__ import annotations

from gongkai.errors import UsageError
from gongkai.site.annualreports.models_beside import Limit
from gongkai.site.audit.services import recorded
from gongkai.site.bodies.models import Body
from gongkai.site.web.scope import Scope

LEAST = 100


def set_limit(
    scope: Scope, *, body: Body, year: int, whole: int | None, section: int | None, below: bool, notice: str = ""
) -> Limit:
    """Set how many characters the text may have from the report of ``year`` on; None for both lifts an earlier limit.

    Only who looks after the bodies below may set it for them too. Raises UsageError for less than LEAST characters.
    """
    scope.demand("report.limit", body.path)
    if below:
        scope.demand("report.clear", body.path)
    if any(most is not None and most < LEAST for most in (whole, section)):
        raise UsageError(f"字数限制不能少于{LEAST}字。不限制的不填。")
    with recorded() as log:
        rows = Limit.objects.unscoped("of the body for which the right was asked")
        values = {"whole": whole, "section": section, "below": below, "notice": notice.strip()}
        row, _ = rows.update_or_create(body=body, year=year, defaults=values)
        log(scope, "report.limit", body=body.pk, target=row, year=year, whole=whole, section=section, below=below)
    return row
