"""Summary lists of the pages of bodies."""

from __future__ import annotations

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from gongkai.site.bodies.importing.shapes import Preview
from gongkai.site.bodies.models import Body, Contact
from gongkai.site.bodies.services.belongings import CONTACT_FIELDS
from gongkai.site.web.templatetags.components import Fact, Step
from gongkai.site.web.templatetags.gongkai import day


def of_body(body: Body, superior: Body | None, *, open_superior: bool) -> list[Fact]:
    """What a body is; its superior is a link where one may open it."""
    above: object = superior.name if superior else _("无")
    if superior and open_superior:
        above = format_html('<a href="{}">{}</a>', reverse("bodies:show", args=[superior.code]), superior.name)
    rows = [
        Fact(_("统一社会信用代码"), body.code),
        Fact(_("行政区划代码"), body.division),
        Fact(_("简称"), body.short_name),
        Fact(_("层级"), body.get_level_display()),
        Fact(_("类别"), body.get_kind_display()),
        Fact(_("上级机关"), above),
        Fact(_("设立日期"), day(body.since) or _("不详")),
    ]
    return [*rows, Fact(_("存在到"), day(body.until))] if body.until else rows


def of_contact(contact: Contact) -> list[Fact]:
    """How the public reaches a body, what nobody has filled in included."""
    labels = {field.name: str(field.verbose_name) for field in Contact._meta.fields}
    return [Fact(labels[name], getattr(contact, name)) for name in CONTACT_FIELDS]


def of_preview(preview: Preview) -> list[Fact]:
    """How many lines of a file become what."""
    labels = {"create": _("新建"), "change": _("修改"), "same": _("没有变化")}
    return [Fact(label, preview.counts[action]) for action, label in labels.items()]


def steps(at: int) -> list[Step]:
    """The steps of an import, of which that with index ``at`` is being taken."""
    titles = (_("上传"), _("预览"), _("确认导入"))
    states = ["done"] * at + ["current"] + ["ahead"] * (len(titles) - at - 1)
    return [Step(title, state) for title, state in zip(titles, states, strict=True)]
