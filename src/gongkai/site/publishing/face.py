"""What every page of a body shows to the public: its statutory columns, how to reach it, whether it is still there."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from gongkai.site.bodies.models import Body, Contact
from gongkai.site.bodies.selectors import public
from gongkai.site.publishing import columns
from gongkai.site.web import clock
from gongkai.site.web.templatetags.components import Fact


def of_body(body: Body) -> dict[str, Any]:
    """The context that ``web/portal.html`` and the pages of a body draw from."""
    contact = public.contact(body)
    closed = body.until is not None and body.until < clock.today()
    return {"body": body, "closed": closed, "columns": columns.every(), "contact": reach(contact) if contact else ()}


def reach(contact: Contact) -> tuple[Fact, ...]:
    """How to reach a disclosure office, as far as it is written down."""
    rows = [
        (_("工作机构"), contact.office),
        (_("办公地址"), contact.address),
        (_("邮政编码"), contact.postcode),
        (_("办公时间"), contact.hours),
        (_("联系电话"), contact.phone),
        (_("传真号码"), contact.fax),
        (_("电子邮箱"), contact.email),
        (_("网址"), contact.website),
    ]
    return tuple(Fact(label, value) for label, value in rows if value)
