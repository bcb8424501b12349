"""What the pages of the ledger share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse, QueryDict
from django.shortcuts import render

from gongkai.errors import GongkaiError
from gongkai.site.accounts.access import StaffRequest


def posted(request: StaffRequest) -> tuple[QueryDict | None, Any]:
    """What was sent, and its files, for a form; None where the form is only to be shown."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def done(request: StaffRequest, form: forms.Form, do: Callable[[], Any]) -> bool:
    """Whether the form was sent, was right, and ``do`` went well; what is refused stands in the form."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        do()
    except GongkaiError as error:
        form.add_error(None, error.message)
        return False
    return True


def shown(request: StaffRequest, template: str, form: forms.Form, **context: Any) -> HttpResponse:
    """A page with a form: 422 where something in it is wrong."""
    status = 422 if form.is_bound and form.errors else 200
    return render(request, f"ledger/{template}.html", {"form": form} | context, status=status)
