"""What is done by the clock."""

from __future__ import annotations

from gongkai.site.bodies import services
from gongkai.site.bodies.importing import drafts
from gongkai.site.web import clock
from gongkai.site.web.scope import Scope


def refresh_tree(scope: Scope) -> None:
    """What was planned for today takes effect."""
    services.refresh_tree(scope)


def forget_drafts(scope: Scope) -> None:  # noqa: ARG001
    """Files that nobody confirmed are deleted."""
    drafts.forget(clock.now())
