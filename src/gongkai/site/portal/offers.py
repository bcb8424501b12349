"""The portal's own lists among what a body offers in its statutory columns."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gongkai.site.publishing import catalogue, selectors, standards
from gongkai.site.web import clock
from gongkai.site.web.public import PublicEntry, add_entry


def register() -> None:
    """Called once, when the app is loaded."""
    about = _("现行有效的、已经废止和失效的，按日期查。")
    add_entry(PublicEntry(_("规范性文件"), about, "portal:documents", "proactive", 10, _has_documents))
    about = _("各试点领域应当公开的事项。")
    add_entry(PublicEntry(_("基层政务公开标准目录"), about, "portal:standard", "proactive", 20, standards.exists))


def _has_documents(body: int) -> bool:
    return selectors.any_public(body, tuple(catalogue.of_role("document", clock.today())))
