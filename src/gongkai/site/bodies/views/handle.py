"""How every form of bodies is handled: shown, checked, given to a service, told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render

from gongkai.errors import UsageError
from gongkai.site.bodies.models import Body
from gongkai.site.web.guard import ScopedRequest


class Words(msgspec.Struct, frozen=True):
    """What a form says: its title, its button, what is told when it is done, what one must know before."""

    title: str
    submit: str
    done: str
    note: str = ""
    danger: bool = False


def posted(request: ScopedRequest) -> QueryDict | None:
    """What was sent, for a form; None where the form is only to be shown."""
    return request.POST if request.method == "POST" else None


def handle(
    request: ScopedRequest, form: forms.Form, do: Callable[[dict[str, Any]], Any], words: Words, body: Body | None
) -> HttpResponse:
    """The form; or, once ``do`` went well, the page of the body (``do`` may give another one), else the list.

    What the service refuses stands in the form.
    """
    if form.is_valid():
        try:
            result = do(form.cleaned_data)
        except UsageError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, words.done)
            owner = result if isinstance(result, Body) else body
            return redirect("bodies:show", owner.code) if owner else redirect("bodies:list")
    status = 422 if form.errors else 200
    return render(request, "bodies/form.html", {"form": form, "words": words, "body": body}, status=status)
