"""The pages of an application: in which order they are asked, and what becomes of what was sent."""

from __future__ import annotations

from typing import Any, Final

import msgspec
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from gongkai.site.accessrequests import forms_public as forms
from gongkai.site.accessrequests import published
from gongkai.site.accessrequests.answers import NEEDED, Answers
from gongkai.site.accessrequests.models_intake import Draft
from gongkai.site.accessrequests.services import drafts
from gongkai.site.accessrequests.values import unseal
from gongkai.site.web.scope import Scope

# The buttons of a page that are no answer to it: taking a file or a joint applicant away.
_BUTTONS: Final = frozenset({"remove", "drop"})
# The button that keeps what was given, and stays for more of it.
_STAY: Final = "stay"
_CHECK: Final = ""
_UPLOADS: Final = {"files": ("identity", "evidence"), "agent": ("mandate",)}


class Page(msgspec.Struct, frozen=True):
    """A page of questions: its name in the address, its heading, and its form (None: it only shows something)."""

    name: str
    title: Any
    form: type[forms.PageForm] | None = None


PAGES: Final = (
    Page("wanted", _("您需要什么信息"), forms.WantedForm),
    Page("published", _("看看是否已经公开")),
    Page("provision", _("怎样提供给您"), forms.ProvisionForm),
    Page("kind", _("谁来申请"), forms.KindForm),
    Page("person", _("申请人"), forms.PersonForm),
    Page("contact", _("怎样联系您"), forms.ContactForm),
    Page("joint", _("共同申请人"), forms.JointForm),
    Page("agent", _("代理人"), forms.AgentForm),
    Page("files", _("上传材料"), forms.FilesForm),
)
BY_NAME: Final = {page.name: page for page in PAGES}
# What cannot be asked before one knows who applies.
_AFTER_KIND: Final = frozenset({"person", "joint"})


def missing_before(name: str, answers: Answers) -> str:
    """The page that must be answered before this one can be asked; empty where it can."""
    return "kind" if name in _AFTER_KIND and not answers.applicant else ""


def form_of(request: HttpRequest, page: Page, answers: Answers, draft: Draft) -> forms.PageForm | None:
    """The form of a page, with what was sent or what was kept."""
    if page.form is None:
        return None
    more: dict[str, Any] = {}
    if page.name == "agent":
        more["mandated"] = any(file.kind == "mandate" for file in drafts.files(draft))
    if request.method == "POST" and not _BUTTONS & set(request.POST) and not _nobody_else(request, page):
        more |= {"data": request.POST, "files": request.FILES}
    kept = {} if page.name == "joint" else dict(answers.of(page.name))
    return page.form(initial=kept or None, answers=answers, **more)


def act(
    scope: Scope, token: str, request: HttpRequest, page: Page, form: forms.PageForm | None, answers: Answers
) -> str | None:
    """Keep what was sent; the name of the page to go to, empty for the check, None to stay and tell what is wrong."""
    if "remove" in request.POST:
        drafts.remove_file(scope, token=token, file_id=_number(request.POST["remove"]))
        return page.name
    if "drop" in request.POST:
        left = [one for at, one in enumerate(answers.joint) if at != _number(request.POST["drop"])]
        drafts.keep(scope, token=token, value=msgspec.structs.replace(answers, joint=tuple(left)))
        return page.name
    if form is None or _nobody_else(request, page):
        return following(page, answers)
    if not form.is_valid():
        return None
    changed = _kept(scope, token, page, form, answers)
    return page.name if _STAY in request.POST else following(page, changed)


def _nobody_else(request: HttpRequest, page: Page) -> bool:
    """Whether one goes on from the joint applicants without having written anything about another."""
    return (
        page.name == "joint"
        and _STAY not in request.POST
        and not any(request.POST.get(name, "").strip() for name in ("name", "id_number", "representative", "phone"))
    )


def _kept(scope: Scope, token: str, page: Page, form: forms.PageForm, answers: Answers) -> Answers:
    if isinstance(form, forms.JointForm):
        changed = msgspec.structs.replace(answers, joint=(*answers.joint, form.person()))
        drafts.keep(scope, token=token, value=changed)
        return changed
    _upload(scope, token, page, form)
    changed = answers.having(page.name, form.kept())
    if page.name == "kind" and answers.applicant and changed.natural != answers.natural:
        # What identifies a person identifies no organisation: one is asked anew.
        changed = Answers({name: said for name, said in changed.pages.items() if name != "person"})
    drafts.keep(scope, token=token, value=changed)
    return changed


def _upload(scope: Scope, token: str, page: Page, form: forms.PageForm) -> None:
    if page.name == "agent" and not form.kept():
        drafts.remove_kind(scope, token=token, kind="mandate")
        return
    for name in _UPLOADS.get(page.name, ()):
        given = form.cleaned_data.get(name)
        for file in given if isinstance(given, list) else [given] if given else []:
            drafts.add_file(scope, token=token, kind=name, name=file.name, stream=file)


def following(page: Page, answers: Answers) -> str:
    """The next page; once all has been checked, whoever changes a page goes back there."""
    order = [one.name for one in PAGES]
    later = order[order.index(page.name) + 1 :]
    if answers.of("checked"):
        later = [name for name in order if name in NEEDED and not answers.of(name)]
    return later[0] if later else _CHECK


def shown(page: Page, form: forms.PageForm | None, answers: Answers, draft: Draft) -> dict[str, Any]:
    """What the template of a page draws from."""
    at = PAGES.index(page)
    said, wanted = answers.of("wanted"), _UPLOADS.get(page.name, ())
    words = f"{said.get('title', '')} {said.get('content', '')}"
    return {
        "page": page,
        "form": form,
        "number": at + 1,
        "total": len(PAGES) + 1,
        "before": PAGES[at - 1].name if at else "",
        "files": [(file.pk, unseal(file.sealed, str)) for file in drafts.files(draft) if file.kind in wanted],
        "joint": list(enumerate(answers.joint)) if page.name == "joint" else [],
        "hits": published.like(draft.body, words) if page.name == "published" else [],
    }


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1
