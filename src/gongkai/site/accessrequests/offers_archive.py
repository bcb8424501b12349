"""What the archive offers to the workbench: files whose time is over, for the one who appraises and the one after."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gongkai.site.accessrequests import selectors_archive
from gongkai.site.accessrequests.models_archive import Archive
from gongkai.site.accessrequests.services.archive import ARCHIVE, DESTROY
from gongkai.site.web import registry
from gongkai.site.web.remembered import remembered
from gongkai.site.web.scope import Scope

_MOST = 50


def register() -> None:
    """Called once, when the app is loaded."""
    registry.add_todos(todos, {"archive": _("到期档案")})


def todos(scope: Scope) -> Iterator[registry.Todo]:
    """What waits for an appraisal, and what was appraised by somebody else and waits to be destroyed."""
    if not scope.anywhere(ARCHIVE) and not scope.anywhere(DESTROY):
        return
    for row in _expired(scope):
        path = row.body.path
        if not row.verdict and scope.may(ARCHIVE, path):
            yield registry.Todo("archive", f"鉴定到期档案 {row.index_number}", _url(row), row.body.called)
        elif row.verdict and row.appraised_by_id != scope.actor.id and scope.may(DESTROY, path):
            yield registry.Todo("archive", f"销毁到期档案 {row.index_number}", _url(row), row.body.called)


@remembered
def _expired(scope: Scope) -> Any:
    return selectors_archive.expired(scope)[:_MOST]


def _url(row: Archive) -> str:
    return reverse("requests_archive:archive", args=[row.body.code])
