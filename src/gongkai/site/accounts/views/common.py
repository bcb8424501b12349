"""What the views of the app share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import render

from gongkai.errors import ConflictError, UsageError
from gongkai.site.accounts.access import StaffRequest
from gongkai.site.web import paging

M = TypeVar("M", bound=Model)


def carried_out(form: BaseForm, act: Callable[[], object]) -> bool:
    """Whether ``form`` is valid and ``act`` was done; what it refuses becomes an error of the form."""
    if not form.is_bound or not form.is_valid():
        return False
    try:
        act()
    except (UsageError, ConflictError) as error:
        form.add_error(None, error.message)
        return False
    return True


def form_page(request: StaffRequest, form: BaseForm, **context: Any) -> HttpResponse:
    """A page of one form: ``heading``, ``submit``, ``cancel`` (an address), perhaps ``note`` and ``kind``.

    The status is 200 also where something is to be mended, as it is for every page of forms.
    """
    return render(request, "accounts/form.html", {"form": form} | context)


def paged(request: StaffRequest, rows: QuerySet[M], order: str) -> paging.Page[M]:
    """The page of ``rows`` that the address asks for."""
    return paging.page(rows, [order], after=request.GET.get("after", ""), before=request.GET.get("before", ""))
