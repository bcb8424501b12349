"""Pages for what a body has: contact, offices, people."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from gongkai.site.bodies import forms, selectors, services
from gongkai.site.bodies.models import Body, Owned
from gongkai.site.bodies.views.handle import Words, handle, posted
from gongkai.site.web.guard import ScopedRequest, page


@page("body.edit", body=True)
def contact(request: ScopedRequest, body: Body) -> HttpResponse:
    """How the public reaches the body."""
    row = selectors.contact(request.scope, body)
    form = forms.Contact(posted(request), initial=_of(row, forms.Contact))
    note = _("这些内容在门户网站和政府信息公开指南中公布。")
    words = Words(_("联系方式"), _("保存"), _("联系方式已经保存。"), note)
    return handle(request, form, lambda data: services.save_contact(request.scope, body=body, **data), words, body)


@page("body.edit", body=True)
def office(request: ScopedRequest, body: Body, pk: int | None = None) -> HttpResponse:
    """A new inner office, village or community; or one that is there."""
    row = selectors.office(request.scope, body, pk) if pk else None
    form = forms.Office(posted(request), initial=_of(row, forms.Office))
    title = _("修改内设机构、村或者社区") if row else _("添加内设机构、村或者社区")
    words = Words(title, _("保存"), _("已经保存。"), _("撤销的，请填写截止日期，以前的记录仍然可以查到。"))
    return handle(
        request, form, lambda data: services.save_office(request.scope, body=body, office=row, **data), words, body
    )


@page("body.edit", body=True)
def post(request: ScopedRequest, body: Body, pk: int | None = None) -> HttpResponse:
    """Somebody new who does disclosure work, or somebody who is there."""
    row = selectors.post(request.scope, body, pk) if pk else None
    form = forms.Post(posted(request), initial=_of(row, forms.Post))
    title = _("修改工作人员") if row else _("登记工作人员")
    words = Words(title, _("保存"), _("已经保存。"), _("离岗的，请填写截止日期。登记在这里不等于开通账号。"))
    return handle(
        request, form, lambda data: services.save_post(request.scope, body=body, post=row, **data), words, body
    )


def _of(row: Owned | None, form: type) -> dict[str, object]:
    """The values of a row for the fields of a form."""
    return {name: getattr(row, name) for name in form.base_fields} if row else {}  # type: ignore[attr-defined]
