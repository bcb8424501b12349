"""The life of a report: review inside, submission to the office above, return or clearance, publication, correction."""

from __future__ import annotations

from collections.abc import Mapping

from gongkai.errors import ForbiddenError, NotAllowedError, UsageError
from gongkai.site.annualreports import selectors
from gongkai.site.annualreports.compute import form_for
from gongkai.site.annualreports.models import AnnualReport, ReportCase, State
from gongkai.site.annualreports.services import sealed, tell
from gongkai.site.annualreports.services.common import editable, move, superior, taken
from gongkai.site.annualreports.services.finish import finish, make_files_public
from gongkai.site.annualreports.values import printed
from gongkai.site.annualreports.work import SECTIONS, Work, titles_of, work_on
from gongkai.site.audit.services import recorded
from gongkai.site.review import services as review
from gongkai.site.review.models import Case
from gongkai.site.review.services.cases import digest_of
from gongkai.site.web.scope import Scope

KIND = "report"


def submit_review(scope: Scope, *, report_id: int, revision: int) -> AnnualReport:
    """Hand a report in for review at its own body. Raises UsageError naming all that stands in the way."""
    with recorded() as log:
        report = taken(scope, "report.edit", report_id, revision)
        editable(report)
        work = work_on(report)
        if work.obstacles:
            raise UsageError("还不能提交审核：" + "；".join(work.obstacles).replace("。；", "；").rstrip("。") + "。")
        said, case = content(report, work), selectors.case_of(report)
        title = f"{report.year}年度政府信息公开工作年度报告"
        if case is None or case.state == "passed":
            case = review.open(scope, body=report.body, kind=KIND, title=title, content=said)
            ReportCase(report=report, case=case).save()
        else:
            review.submit_again(scope, case=case.pk, digest=digest_of(said), title=title)
        move(scope, report, State.REVIEW)
        log(scope, "report.submit_review", body=report.body_id, target=report, sha256=work.report.source.sha256)
    return report


def content(report: AnnualReport, work: Work) -> list[tuple[str, str, str]]:
    """What the reviewers see: the text as it will be printed, each line of the tables, what was adjusted and kept."""
    titles = titles_of(work.form)
    rows = [(name, titles[name], work.sections[name].text) for name in SECTIONS]
    for row, keys in work.form.cells_by_row.items():
        numbers = [f"{work.form.cells[key].column_label} {printed(work.values[key].value) or '（空）'}" for key in keys]
        if numbers:
            rows.append((row, work.form.row_label(row), "，".join(numbers)))
    for key, value in work.values.items():
        if value.adjusted is not None:
            said = f"计算值 {printed(value.computed)}，调整为 {printed(value.adjusted)}。原因：{value.reason}"
            rows.append((f"adjusted.{key}", f"人工调整：{work.form.cells[key].label}", said))
    for one in work.findings:
        if one.kept is not None:
            said = f"{one.message} 说明：{one.kept.reason}（{one.kept.by.name}）"
            rows.append((f"kept.{one.fingerprint}", "说明后保留", said))
    rows.append(("correcting", "更正原因", report.correcting))
    return [row for row in rows if row[2]]


def content_of(case: Case) -> list[tuple[str, str, str]]:
    """The content of the report of a case, as it is now."""
    report = selectors.report_of_case(case)
    return content(report, work_on(report))


def passed(scope: Scope, case: Case) -> None:
    """Review passed the report: it is finished and frozen with the records behind its numbers."""
    with recorded() as log:
        report = selectors.report_of_case(case, lock=True)
        version = finish(scope, report)
        report.latest = version
        move(scope, report, State.READY, version=version)
        facts = {"version": version.number, "digest": version.digest, "proof": version.proof}
        log(scope, "report.freeze", body=report.body_id, target=report, **facts)


def returned(scope: Scope, case: Case) -> None:
    """Review returned the report, or it was taken back: it can be changed again."""
    with recorded() as log:
        report = selectors.report_of_case(case, lock=True)
        move(scope, report, State.DRAFT)
        log(scope, "report.return_inside", body=report.body_id, target=report)


def submit(scope: Scope, *, report_id: int) -> AnnualReport:
    """Hand a finished report to the office above. Raises NotAllowedError where there is none."""
    with recorded() as log:
        report = taken(scope, "report.submit", report_id)
        _in(report, State.READY)
        if superior(report.body) is None:
            raise NotAllowedError("本机关没有上级主管部门，定稿后可以直接公布。")
        report.submitted_by_id = scope.person
        move(scope, report, State.SUBMITTED)
        tell.office(scope, report)
        log(scope, "report.submit", body=report.body_id, target=report, version=report.latest.number)
    return report


def return_(scope: Scope, *, report_id: int, words: str, cells: Mapping[str, str] | None = None) -> AnnualReport:
    """Return a submitted report with words, and with findings on cells: key -> what is to be looked at."""
    said = {key: text.strip() for key, text in (cells or {}).items() if text.strip()}
    if not words.strip() and not said:
        raise UsageError("请写明退回修改的意见。")
    with recorded() as log:
        report = taken(scope, "report.clear", report_id)
        _judges(scope, report)
        if unknown := set(said) - set(form_for(report.year).cells):
            raise UsageError(f"没有单元格：{'、'.join(sorted(unknown))}。")
        move(scope, report, State.RETURNED, words.strip(), said)
        tell.makers(scope, report, "已被退回修改，请查看意见")
        log(scope, "report.return", body=report.body_id, target=report, cells=sorted(said))
    return report


def clear(scope: Scope, *, report_id: int, words: str = "") -> AnnualReport:
    """Pass a submitted report: it may be published."""
    with recorded() as log:
        report = taken(scope, "report.clear", report_id)
        _judges(scope, report)
        move(scope, report, State.CLEARED, words.strip())
        tell.makers(scope, report, "已经审核通过，可以公布")
        log(scope, "report.clear", body=report.body_id, target=report, version=report.latest.number)
    return report


def publish(scope: Scope, *, report_id: int) -> AnnualReport:
    """Let the public see the newest version: cleared, or of a body that has nobody above it."""
    with recorded() as log:
        report = taken(scope, "report.publish", report_id)
        if report.state != State.CLEARED and not (report.state == State.READY and superior(report.body) is None):
            raise NotAllowedError(f"报告{report.get_state_display()}，还不能公布。")
        version = report.latest
        sealed.publish_with(report)
        make_files_public(version)
        report.current, report.correcting = version, ""
        move(scope, report, State.PUBLISHED, version=version)
        log(scope, "report.publish", body=report.body_id, target=report, version=version.number, digest=version.digest)
    return report


def correct(scope: Scope, *, report_id: int, reason: str) -> AnnualReport:
    """Open a published report to be corrected; the public sees the published version until the next one is."""
    if not reason.strip():
        raise UsageError("请写明更正的原因，它会和新的版本一起公布。")
    with recorded() as log:
        report = taken(scope, "report.edit", report_id)
        _in(report, State.PUBLISHED)
        report.correcting = reason.strip()
        move(scope, report, State.DRAFT, reason.strip())
        log(scope, "report.correct", body=report.body_id, target=report)
    return report


def _in(report: AnnualReport, state: State) -> None:
    if report.state != state:
        raise NotAllowedError(f"报告{report.get_state_display()}，现在不能办理这一步。")


def _judges(scope: Scope, report: AnnualReport) -> None:
    _in(report, State.SUBMITTED)
    if scope.actor.id == report.submitted_by_id:
        raise ForbiddenError("不能审核自己报送的报告。")
