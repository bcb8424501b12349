"""Files of a case; all of them are sealed, and belong to the file of the request that the case is about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from gongkai.errors import NotFoundError, UsageError
from gongkai.site.accessrequests.companions import Held
from gongkai.site.accessrequests.models import Request
from gongkai.site.accessrequests.values import seal, unseal
from gongkai.site.audit.services import recorded
from gongkai.site.remedies import selectors, tables
from gongkai.site.remedies.models import Paper
from gongkai.site.remedies.services.common import editing, put_back, taken
from gongkai.site.remedies.values import PAPERS
from gongkai.site.web import clock, storage
from gongkai.site.web.models import Root
from gongkai.site.web.scope import Scope

_MOST = 200


def add_paper(scope: Scope, *, case_id: int, kind: str, name: str, stream: BinaryIO) -> Paper:
    """Add a file to a case. Raises as ``storage.store``, and UsageError beyond 200."""
    with recorded() as log:
        case = taken(scope, case_id)
        scope.demand(editing(case.kind), case.body.path)
        if kind not in PAPERS:
            raise UsageError("请选择材料的类别。")
        if selectors.papers(case).count() >= _MOST:
            raise UsageError(f"一个案件最多 {_MOST} 个文件。")
        blob = storage.store(stream, root=Root.STAFF)
        paper = Paper(case=case, kind=kind, sealed=seal(name), blob=blob, at=clock.now(), by_id=scope.person)
        paper.save()
        put_back(case)
        log(scope, "remedy.paper", body=case.body_id, target=case, paper=paper.pk, kind=kind)
    return paper


def drop_paper(scope: Scope, *, case_id: int, paper_id: int) -> None:
    """Take a file out of a case again, where it was added by mistake. Raises NotFoundError."""
    with recorded() as log:
        case = taken(scope, case_id)
        scope.demand(editing(case.kind), case.body.path)
        deleted, _rows = selectors.papers(case).filter(pk=paper_id).delete()
        if not deleted:
            raise NotFoundError("没有这份材料。")
        put_back(case)
        log(scope, "remedy.unpaper", body=case.body_id, target=case, paper=paper_id)


def read_paper(scope: Scope, *, case_id: int, paper_id: int) -> Paper:
    """A file of a case, to be taken out; who did is recorded. Raises NotFoundError, ForbiddenError."""
    with recorded() as log:
        case = selectors.get(scope, case_id)
        scope.demand("request.person", case.body.path)
        paper: Paper | None = selectors.papers(case).filter(pk=paper_id).first()
        if paper is None:
            raise NotFoundError("没有这份材料。")
        log(scope, "remedy.download", body=case.body_id, target=case, paper=paper.pk)
    return paper


def file_name(paper: Paper) -> str:
    """What somebody called a file."""
    return unseal(paper.sealed, str)


def held(request: Request) -> Iterator[Held]:
    """The files of all cases of a request, for its case file."""
    for case in selectors.of_request(request):
        for paper in selectors.papers(case):
            yield Held(paper.at, f"{tables.title(case)} {PAPERS[paper.kind]}", paper.blob, file_name(paper))
