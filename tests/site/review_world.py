"""Something to review, for tests: a paper without a table of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from gongkai.errors import ConflictError
from gongkai.site.review import holders, services
from gongkai.site.review.models import Case
from gongkai.site.review.services.cases import digest_of
from gongkai.site.web.scope import Scope

KIND: Final = "paper"
CONTENT: Final = [("title", "标题", "关于道路的通知"), ("text", "正文", "十一月二十日起道路施工。请绕行北门。")]


def content_of(title: str) -> list[tuple[str, str, str]]:
    """What a paper with that title says that nobody has changed."""
    return [("title", "标题", title), *CONTENT[1:]]


class Paper:
    """A holder of the kind ``paper``; what became of its cases stands in ``results``."""

    def __init__(self) -> None:
        self.text = CONTENT[1][2]
        self.results: list[tuple[str, int]] = []
        self.fails = False

    def fields(self, case: Case) -> list[tuple[str, str, str]]:
        return self.fields_of(case.title)

    def fields_of(self, title: str) -> list[tuple[str, str, str]]:
        return [("title", "标题", title), ("text", "正文", self.text)]

    def passed(self, _scope: Scope, case: Case) -> None:
        if self.fails:
            raise ConflictError("这一文件已经发布。")
        self.results.append(("passed", case.pk))

    def returned(self, _scope: Scope, case: Case) -> None:
        self.results.append(("returned", case.pk))

    def withdrawn(self, _scope: Scope, case: Case) -> None:
        self.results.append(("withdrawn", case.pk))


@contextmanager
def a_paper() -> Iterator[Paper]:
    """The kind is known as long as the context lasts."""
    paper = Paper()
    holder = holders.Holder(
        label="公文",
        fields=paper.fields,
        url=lambda case: f"/staff/papers/{case.pk}/",
        passed=paper.passed,
        returned=paper.returned,
        withdrawn=paper.withdrawn,
    )
    with holders.registered(KIND, holder):
        yield paper


def submit_again(scope: Scope, case: Case) -> Case:
    """Hand in what the paper says now."""
    now = digest_of(holders.get(case.kind).fields(case))
    return services.submit_again(scope, case=case.pk, digest=now)
