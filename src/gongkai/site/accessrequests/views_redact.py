"""Covering parts of a paper: pages as pictures, boxes drawn with the mouse or typed, one click for numbers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongkai.errors import GongkaiError, NotAllowedError, NotFoundError
from gongkai.law.book import current_book
from gongkai.release import redact
from gongkai.site.accessrequests import selectors, selectors_desk
from gongkai.site.accessrequests.models import Paper, Request
from gongkai.site.accessrequests.services import redaction
from gongkai.site.accessrequests.services.desk import read_person
from gongkai.site.accessrequests.views import of_body
from gongkai.site.accounts.access import StaffRequest, page
from gongkai.site.bodies.models import Body
from gongkai.site.web import storage

_SIDES = ("left", "top", "right", "bottom")


class GroundForm(forms.Form):
    """On which ground something is covered, and perhaps which words."""

    ground = forms.ChoiceField(label=gettext_lazy("理由"))

    def __init__(self, *args: Any, grounds: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        # No ground is chosen beforehand: whoever marks says why.
        fields["ground"].choices = [("", _("请选择")), *grounds.items()]


class FindForm(GroundForm):
    """What to look for in the text of a PDF."""

    words = forms.CharField(
        label=gettext_lazy("文字"), required=False, max_length=100,
        help_text=gettext_lazy("不填即查找身份证号码、电话和银行卡号。"),
    )  # fmt: skip


class BoxForm(GroundForm):
    """A box on a page, in points (of a picture: dots) from its upper left corner."""

    left = forms.FloatField(label=gettext_lazy("左"))
    top = forms.FloatField(label=gettext_lazy("上"))
    right = forms.FloatField(label=gettext_lazy("右"))
    bottom = forms.FloatField(label=gettext_lazy("下"))

    def mark(self, number: int) -> redact.Mark:
        """The mark on page ``number``."""
        data = self.cleaned_data
        left, top, right, bottom = (data[side] for side in _SIDES)
        return redact.Mark(number, (left, top, right, bottom), data["ground"])


@page("request.person", body=True)
def cover(request: StaffRequest, body: Body, pk: int, paper: int, number: int = 1) -> HttpResponse:
    """A page of a paper with its marks; posting adds a mark, takes one away, looks for numbers, or makes the copy."""
    row = of_body(request, body, pk)
    found, grounds = _of(row, paper), redact.grounds(current_book().at(request.scope.today))
    marks = redaction.marks_of(row, found)
    act = request.POST.get("act", "")
    box = BoxForm(request.POST if act == "add" else None, grounds=grounds)
    look = FindForm(request.POST if act == "find" else None, grounds=grounds, auto_id="find_%s")
    if request.method == "POST":
        request.scope.demand("request.edit", body.path)
        try:
            if _done(request, row, found, marks, number, box, look):
                return redirect("accessrequests:cover", body.code, pk, paper, number)
        except GongkaiError as error:
            messages.error(request, error.message)
    read_person(request.scope, request_id=pk, reason="letter")
    shown = redact.show(storage.read(found.blob), number)
    copy = selectors_desk.redactions(row).filter(paper=found).first()
    context = {
        "body": body, "item": row, "paper": found, "number": number, "pages": range(1, shown.pages + 1),
        "shown": shown, "form": box, "find": look, "copy": copy.copy if copy else None,
        "marks": [(place, mark, grounds.get(mark.ground, "")) for place, mark in enumerate(marks)],
        "here": [_rectangle(mark) for mark in marks if mark.page == number],
        "picture": reverse("accessrequests:cover_picture", args=[body.code, pk, paper, number]),
    }  # fmt: skip
    answer = render(request, "accessrequests/desk/cover.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


@page("request.person", body=True)
def picture(request: StaffRequest, body: Body, pk: int, paper: int, number: int) -> HttpResponse:
    """A page as it is shown."""
    found = _of(of_body(request, body, pk), paper)
    shown = redact.show(storage.read(found.blob), number)
    answer = HttpResponse(shown.data, content_type="image/png")
    answer["Cache-Control"] = "private, no-store"
    return answer


def _done(
    request: StaffRequest, row: Request, paper: Paper, marks: tuple[redact.Mark, ...], number: int, box: BoxForm,
    look: FindForm,
) -> bool:  # fmt: skip
    """What was posted; whether it was something."""
    where: dict[str, Any] = {"request_id": row.pk, "paper_id": paper.pk}
    act = request.POST.get("act", "")
    if act == "add" and box.is_valid():
        redaction.save(request.scope, **where, marks=(*marks, box.mark(number)), revision=row.revision)
        return True
    if act == "drop":
        place = request.POST.get("place", "")
        kept = [mark for at, mark in enumerate(marks) if str(at) != place]
        redaction.save(request.scope, **where, marks=kept, revision=row.revision)
        return True
    if act == "find" and look.is_valid():
        count, unread = redaction.find(request.scope, **where, **look.cleaned_data)
        messages.success(request, _("新标出 %(count)d 处，请逐页核对。") % {"count": count})
        if unread:
            numbers = "、".join(str(page) for page in unread)
            messages.warning(request, _("第 %(pages)s 页没有文字可以查找，请看图框选。") % {"pages": numbers})
        return True
    if act == "produce":
        _copy, repeats = redaction.produce(request.scope, **where)
        messages.success(request, _("已经生成遮盖后的副本，并且读回核对：遮盖的内容已经不在文件里。"))
        for repeat in repeats:
            words = _("“%(text)s”在一处遮盖了，但第 %(page)d 页还看得到，请核对。")
            messages.warning(request, words % {"text": repeat.text, "page": repeat.page})
        return True
    return False


def _rectangle(mark: redact.Mark) -> dict[str, str]:
    """A mark as the numbers of an SVG rectangle, whatever the language of the page."""
    left, top, right, bottom = mark.box
    sides = {"x": left, "y": top, "width": right - left, "height": bottom - top}
    return {name: f"{value:.2f}" for name, value in sides.items()}


def _of(row: Request, paper: int) -> Paper:
    found: Paper | None = selectors.papers(row).filter(pk=paper).first()
    if found is None:
        raise NotFoundError(_("没有这份材料。"))
    if found.blob.media_type not in redaction.KINDS:
        raise NotAllowedError(_("只能遮盖 PDF 和 JPEG、PNG、TIFF 图片；其他格式请先另存为 PDF。"))
    return found
