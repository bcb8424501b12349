"""Starting in the middle: last year's report is read from its file, and what the reader was unsure of is confirmed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, BinaryIO

import msgspec

from gongkai.errors import NotAllowedError, UsageError
from gongkai.reading import read_report
from gongkai.report.bodies import endings_of, same_body
from gongkai.report.contract import report_to_json
from gongkai.report.report import Report
from gongkai.report.values import NUMERIC
from gongkai.site.annualreports import selectors
from gongkai.site.annualreports.compute import form_for, number_of
from gongkai.site.annualreports.models import Earlier, Opening
from gongkai.site.annualreports.work import body_name, law_of
from gongkai.site.audit.services import recorded
from gongkai.site.bodies.models import Body
from gongkai.site.publishing import catalogue, documents
from gongkai.site.web import clock, storage
from gongkai.site.web.models import Root
from gongkai.site.web.scope import Scope


def read_last_year(scope: Scope, *, body: Body, year: int, name: str, stream: BinaryIO) -> Earlier:
    """Read the report of the year before ``year`` and keep what was read, to be confirmed. Replaces an earlier try.

    Raises as ``storage.store`` and ``read_report``, UsageError where the report is of another body or year, or does not
    say of which, NotAllowedError once it is confirmed.
    """
    scope.demand("report.edit", body.path)
    blob = storage.store(stream, root=Root.STAFF)
    report = read_report(storage.read(blob), name, law_of(year))
    _expect(report, body, year - 1)
    with recorded() as log:
        rows = Earlier.objects.unscoped("of the body for which the right was asked").select_for_update()
        row = rows.filter(body=body, year=year - 1).first() or Earlier(body=body, year=year - 1)
        if row.confirmed_at is not None:
            raise NotAllowedError(f"{year - 1}年度报告的数字已经确认。")
        row.name, row.blob = name[-200:], blob
        row.content = msgspec.json.decode(report_to_json(report, law_of(year)))
        row.save()
        log(scope, "report.opening", body=body.pk, target=row, year=year - 1, sha256=row.blob.sha256)
    return row


def unsure(earlier: Earlier) -> list[str]:
    """The cells on which this year builds that the officer must say: no whole number, or a notice is about them."""
    cells, form = earlier.content["cells"], form_for(earlier.year + 1)
    noticed = {key for notice in earlier.content["notices"] for key in notice["cells"]}
    return [
        key for key in cells if key in form.cells and _carries(key) and (key in noticed or _whole(cells[key]) is None)
    ]


def confirm_last_year(scope: Scope, *, body: Body, year: int, answers: Mapping[str, str]) -> list[Opening]:
    """Take over the documents in force that are no items here. ``answers``: what the unsure cells are.

    Raises UsageError where an answer is missing or no number.
    """
    scope.demand("report.edit", body.path)
    form = form_for(year)
    with recorded() as log:
        row = selectors.earlier(body, year - 1)
        if row is None:
            raise UsageError(f"请先上传{year - 1}年度报告。")
        if lacking := [key for key in unsure(row) if not answers.get(key, "").strip()]:
            raise UsageError(f"请填写：{'、'.join(form.cells[key].label for key in lacking if key in form.cells)}。")
        row.answers = {key: str(number_of(answers[key], "count")) for key in unsure(row)}
        row.confirmed_by_id, row.confirmed_at = scope.person, clock.now()
        row.save()
        Opening.objects.unscoped("of the body for which the right was asked").filter(body=body, year=year).delete()
        made = [
            Opening(body=body, year=year, key=key, value=value, source=row.name, by_id=scope.person, at=clock.now())
            for key, value in _not_here(body, row, year).items()
        ]
        Opening.objects.bulk_create(made)
        facts = {opening.key: opening.value for opening in made}
        log(scope, "report.opening", body=body.pk, target=row, year=year - 1, openings=facts)
    return made


def _carries(key: str) -> bool:
    return key.endswith(".in_force") or key.startswith("requests.carried_out.")


def _not_here(body: Body, row: Earlier, year: int) -> dict[str, int]:
    """Of the documents that last year's report has in force, how many are no items here."""
    found: dict[str, int] = {}
    form = form_for(year)
    subjects = catalogue.counted_in(clock.today())
    for key, cell in row.content["cells"].items():
        if not key.endswith(".in_force") or key not in form.cells:
            continue
        printed = int(row.answers[key]) if key in row.answers else _whole(cell)
        here = documents.of_year(body, subjects[key.rpartition(".")[0]], year - 1).in_force
        if printed is not None and printed > here:
            found[key] = printed - here
    return found


def _whole(cell: Mapping[str, Any]) -> int | None:
    """What a cell counts; None where it is no number, or none that can be counted."""
    value = cell["value"]
    return value if cell["kind"] in NUMERIC and isinstance(value, int) and value >= 0 else None


def _expect(report: Report, body: Body, year: int) -> None:
    if report.year is None:
        raise UsageError(f"文件中没有写明是哪一年的报告，不能确定是{year}年度的。请换成有标题的完整文件。")
    if report.year != year:
        raise UsageError(f"这是{report.year}年度的报告，需要的是{year}年度的。")
    endings = endings_of(law_of(year))
    if report.body is None:
        raise UsageError("文件中没有写明是哪个机关的报告。请换成有标题的完整文件。")
    if not any(same_body(report.body, name, endings) for name in (body.name, body_name(body, year))):
        raise UsageError(f"这是{report.body}的报告，不是{body.called}的。")
