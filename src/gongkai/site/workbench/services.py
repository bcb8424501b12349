"""What auditors do leaves its own traces."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from gongkai.errors import ForbiddenError, UsageError
from gongkai.site.audit import export, selectors
from gongkai.site.audit.selectors import Verdict
from gongkai.site.audit.services import recorded
from gongkai.site.web.scope import Scope
from gongkai.site.workbench.selectors import events

_CHUNK = 2_000


def verify(scope: Scope) -> Verdict:
    """Follow the whole chain; the verdict is recorded, and so is not part of what it judges. Raises ForbiddenError."""
    _demand(scope, "audit.view")
    verdict = selectors.verify()
    with recorded() as log:
        log(scope, "audit.verify", links=verdict.links, broken=verdict.seq)
    return verdict


def export_events(scope: Scope, *, format: str, filters: Mapping[str, Any]) -> Iterator[str]:
    """A file of the events that ``filters`` leave, in pieces; the export is recorded first and is in it.

    Raises ForbiddenError, UsageError for a format that there is not.
    """
    _demand(scope, "audit.export")
    if format not in export.FORMATS:
        raise UsageError(_("导出的格式只能是 CSV 或者 JSONL。"))
    with recorded() as log:
        log(scope, "audit.export", format=format, filters={name: value for name, value in filters.items() if value})
    rows = events(scope, "audit.export", **filters).order_by("seq")
    return export.lines(rows.iterator(chunk_size=_CHUNK), format)


def _demand(scope: Scope, right: str) -> None:
    if not scope.anywhere(right):
        raise ForbiddenError(_("您没有查看审计记录的权限。"))
