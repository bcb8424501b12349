"""Items as review knows them."""

from __future__ import annotations

from django.urls import reverse

from gongkai.site.publishing import selectors
from gongkai.site.publishing.services import flow
from gongkai.site.review import holders
from gongkai.site.review.models import Case


def register() -> None:
    """Make items known to review."""
    holders.register(
        flow.KIND,
        holders.Holder(
            label="主动公开信息",
            fields=lambda case: flow.content(selectors.item_of(case)),
            url=_url,
            passed=flow.passed,
            returned=flow.returned,
            withdrawn=flow.returned,
            own_way=True,
        ),
    )


def _url(case: Case) -> str:
    item = selectors.item_of(case)
    return reverse("publishing:item", args=[item.body.code, item.pk])
