"""Annual reports: computed, opened to their records, adjusted, kept, reviewed, submitted, published, corrected."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import json
import zipfile
from collections.abc import Callable

import pytest
from django.db import transaction
from django.db.utils import DatabaseError

from gongkai.errors import ConflictError, ForbiddenError, NotAllowedError, NotFoundError, UsageError
from gongkai.law.book import current_book
from gongkai.report.finding import Finding
from gongkai.report.records import RECORDS, leaves, verify
from gongkai.site.accounts.models import User
from gongkai.site.annualreports import proof, selectors, services, sources, tokens
from gongkai.site.annualreports.compute import computed, form_for
from gongkai.site.annualreports.deadlines import deadlines
from gongkai.site.annualreports.models import AnnualReport, State, Version
from gongkai.site.annualreports.page import drift
from gongkai.site.annualreports.work import fingerprint, work_on
from gongkai.site.bodies.models import Body
from gongkai.site.web import storage
from gongkai.site.web.scope import Scope

from .conftest import TODAY
from .reports_world import YEAR, Staff, answered, finished_texts, published, ready

Scopes = Callable[[User], Scope]
People = Callable[..., User]


def test_every_number_is_the_sum_of_its_records(report: AnnualReport, township: Body) -> None:
    form = form_for(YEAR)
    numbers = computed(township, form, YEAR)
    assert len(numbers) == len(form.cells) == 200
    for key, number in numbers.items():
        assert sum(entry.amount for entry in sources.entries(township, form, YEAR, key)) == number, key
    wanted = {
        "requests.new.natural": 3,
        "requests.granted.total": 1,
        "requests.carried_out.total": 1,
        "proactive.penalties.decisions": 3,
        "proactive.licensing.decisions": 0,
    }
    assert {key: numbers[key] for key in wanted} == wanted
    assert computed(township, form, YEAR) == numbers


def test_a_cell_belongs_to_one_source_alone() -> None:
    form = form_for(YEAR)
    for key in form.cells:
        assert sum(source.counts(form, key) for source in sources.ALL) == 1, key
        assert sources.counted(form, key).endswith("。")


def test_what_nobody_recorded_is_no_zero(staff: Staff, township: Body) -> None:
    report = services.start(staff.handler, body=township, year=YEAR)
    work = work_on(report)
    assert work.values["proactive.licensing.decisions"].value is None
    assert work.report.cells["proactive.licensing.decisions"].kind == "blank"
    assert any(one.finding.code == "TB-BLANK" and one.blocks for one in work.findings)
    assert any("检查发现错误" in words for words in work.obstacles)


def test_the_drafted_text_follows_the_records(staff: Staff, report: AnnualReport, township: Body) -> None:
    assert "{requests.new.total}件" in report.texts["overview"]
    assert "{trainings}次" in report.texts["overview"]
    assert "新收政府信息公开申请3件" in work_on(report).sections["overview"].text
    answered(staff.handler, township, "provided", dt.date(YEAR, 7, 1))
    assert "新收政府信息公开申请4件" in work_on(report).sections["overview"].text


def test_a_typed_number_is_asked_about_and_a_bound_one_is_not(staff: Staff, report: AnnualReport) -> None:
    text = "（一）情况\n共有 {trainings} 次培训。\n"
    text += "全年收到政府信息公开申请{requests.new.total}件，开展培训5次，答复3件。依据《条例》第二十条，2025年6月1日。"
    services.write(staff.handler, report_id=report.pk, revision=report.revision, texts={"overview": text})
    typed = {one.number: one.tokens for one in work_on(selectors.get(staff.handler, report.pk)).typed}
    assert set(typed) == {"5次", "3件"}
    assert typed["5次"] == ()
    assert "requests.new.total" in typed["3件"]


def test_an_unknown_token_and_a_prompt_stand_in_the_way(staff: Staff, report: AnnualReport) -> None:
    services.write(staff.handler, report_id=report.pk, revision=report.revision, texts={"other": "{nothing.here}件"})
    row = selectors.get(staff.handler, report.pk)
    with pytest.raises(UsageError, match=r"nothing\.here.*【请"):
        services.submit_review(staff.handler, report_id=row.pk, revision=row.revision)


def test_what_is_adjusted_keeps_both_numbers_and_can_be_taken_back(staff: Staff, report: AnnualReport) -> None:
    key = "proactive.penalties.decisions"
    with pytest.raises(UsageError, match="原因"):
        services.adjust(staff.handler, report_id=report.pk, key=key, value="4", reason=" ")
    with pytest.raises(UsageError, match="不是整数"):
        services.adjust(staff.handler, report_id=report.pk, key=key, value="4.5", reason="补登")
    services.adjust(staff.handler, report_id=report.pk, key=key, value="4", reason="有一件决定书尚未登记")
    value = work_on(selectors.get(staff.handler, report.pk)).values[key]
    assert (value.computed, value.value, value.reason) == (3, 4, "有一件决定书尚未登记")
    services.adjust(staff.handler, report_id=report.pk, key=key, value="5", reason="又有一件")
    services.restore(staff.handler, report_id=report.pk, key=key)
    assert work_on(selectors.get(staff.handler, report.pk)).values[key].value == 3


def test_totals_follow_adjusted_parts_and_cannot_be_adjusted_alone(staff: Staff, report: AnnualReport) -> None:
    before = work_on(report).values["requests.new.total"].value
    assert before is not None
    services.adjust(staff.handler, report_id=report.pk, key="requests.new.other_org", value="4", reason="漏记")
    total = work_on(selectors.get(staff.handler, report.pk)).values["requests.new.total"]
    assert (total.computed, total.value) == (before, before + 4)
    assert "调整" in total.reason
    with pytest.raises(UsageError, match="合计"):
        services.adjust(staff.handler, report_id=report.pk, key="requests.new.total", value="9", reason="试")


def test_an_adjustment_that_breaks_an_identity_blocks_until_somebody_says_why(
    staff: Staff, report: AnnualReport
) -> None:
    services.adjust(staff.handler, report_id=report.pk, key="requests.new.natural", value="9", reason="试")
    row = selectors.get(staff.handler, report.pk)
    found = [one for one in work_on(row).findings if one.blocks]
    assert {one.finding.code for one in found} == {"T3-BALANCE"}
    with pytest.raises(ForbiddenError):
        services.keep(staff.handler, report_id=row.pk, fingerprint=found[0].fingerprint, reason="已核对")
    for one in found:
        services.keep(staff.approver, report_id=row.pk, fingerprint=one.fingerprint, reason="已核对")
    again = work_on(selectors.get(staff.handler, report.pk))
    assert not [one for one in again.findings if one.blocks]
    assert {one.fingerprint for one in again.findings if one.kept} == {one.fingerprint for one in found}


def test_a_decision_on_one_sentence_does_not_cover_another_with_the_same_numbers() -> None:
    def said(**slots: str) -> str:
        found = Finding("TX-TABLE", "failed", ("requests.new.total",), None, "3", "5", slots, case="figure")
        return fingerprint(found)

    one = said(quote="全年收到申请5件", label="新收申请")
    assert said(quote="本镇共收到5件申请", label="新收申请") != one
    assert said(label="新收申请", quote="全年收到申请5件") == one


def test_the_way_to_the_public_and_who_may_walk_it(staff: Staff, report: AnnualReport, township: Body) -> None:
    row = ready(staff, report)
    assert row.state == State.READY
    with pytest.raises(NotAllowedError):
        services.publish(staff.handler, report_id=row.pk)
    services.submit(staff.handler, report_id=row.pk)
    with pytest.raises(ForbiddenError):
        services.clear(staff.handler, report_id=row.pk)
    services.return_(
        staff.office, report_id=row.pk, words="请核对", cells={"proactive.penalties.decisions": "与处罚公示不一致"}
    )
    row = selectors.get(staff.handler, row.pk)
    assert row.state == State.RETURNED
    assert selectors.moves(row).first().cells == {"proactive.penalties.decisions": "与处罚公示不一致"}
    row = published(staff, report)
    assert (row.state, row.current.number) == (State.PUBLISHED, 2)
    assert selectors.public_report(township, YEAR) == row
    assert [one.number for one in selectors.public_versions(row)] == [2]


def test_a_finished_report_does_not_change_and_later_records_are_told(
    staff: Staff, report: AnnualReport, township: Body
) -> None:
    row = published(staff, report)
    answered(staff.handler, township, "provided", dt.date(YEAR, 8, 1))
    told = drift(row, work_on(row))
    assert ("自然人·本年新收政府信息公开申请数量", "3", "4") in told or any(
        then == "3" and now == "4" for _, then, now in told
    )
    assert selectors.content(row.current).cells["requests.new.natural"].value == 3
    for change in (
        lambda: Version.objects.unscoped("test").filter(pk=row.current.pk).update(reason="x"),
        lambda: Version.objects.unscoped("test").filter(pk=row.current.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_a_correction_is_a_new_version_and_the_old_one_stays(
    staff: Staff, report: AnnualReport, township: Body
) -> None:
    row = published(staff, report)
    answered(staff.handler, township, "provided", dt.date(YEAR, 8, 1))
    services.correct(staff.handler, report_id=row.pk, reason="漏计一件申请")
    assert selectors.public_report(township, YEAR).current.number == 1
    row = published(staff, report)
    assert [(one.number, one.reason) for one in selectors.public_versions(row)] == [(2, "漏计一件申请"), (1, "")]
    assert selectors.content(row.current).cells["requests.new.natural"].value == 4


def test_the_records_can_be_counted_again_by_anybody(staff: Staff, report: AnnualReport) -> None:
    row = published(staff, report)
    law = current_book().at(TODAY)
    said, archive = storage.read(row.current.json), storage.read(row.current.evidence)
    found = verify(said, archive, law)
    assert (found.problems, found.adjusted, found.cells > 0) == ((), (), True)
    assert "石桥".encode() not in archive
    forged = said.replace(b'"value": 3', b'"value": 2')
    assert verify(forged, archive, law).problems
    with pytest.raises(UsageError):
        verify(said, b"no zip", law)


def test_the_evidence_is_what_each_cell_opens_to_in_the_order_of_the_form(
    staff: Staff, report: AnnualReport, township: Body
) -> None:
    services.adjust(staff.handler, report_id=report.pk, key="requests.new.natural", value="4", reason="漏计一件")
    values, form, salt = work_on(report).values, form_for(YEAR), "5a" * 32
    lines: list[dict[str, object]] = []
    for key in leaves(form):
        for entry in sources.entries(township, form, YEAR, key):
            mark = hmac.new(bytes.fromhex(salt), f"{entry.kind}\0{entry.id}".encode(), "sha256").hexdigest()
            day = entry.day.isoformat() if entry.day else None
            lines.append({"adds": str(entry.amount), "cell": key, "day": day, "record": mark})
        if values[key].adjusted is not None:
            lines.append({"adjusted": "4", "cell": key, "computed": "3"})
    said = "".join(json.dumps(line, separators=(",", ":")) + "\n" for line in lines).encode()
    with proof.export(township, form, YEAR, salt, values) as made, zipfile.ZipFile(made.archive) as archive:
        assert archive.read(RECORDS) == said
        assert made.digest == hashlib.sha256(said).hexdigest()
    assert len(lines) > 8


def test_two_who_write_at_once_are_told(staff: Staff, report: AnnualReport) -> None:
    services.write(staff.handler, report_id=report.pk, revision=report.revision, texts={"other": "无。"})
    with pytest.raises(ConflictError):
        services.write(staff.approver, report_id=report.pk, revision=report.revision, texts={"other": "有。"})


def test_a_stranger_sees_nothing(report: AnnualReport, other_township: Body, person: People, scope_of: Scopes) -> None:
    stranger = scope_of(person("handler", other_township))
    with pytest.raises(NotFoundError):
        selectors.get(stranger, report.pk)
    with pytest.raises(ForbiddenError):
        services.start(stranger, body=report.body, year=YEAR - 1)


def test_the_dates_of_article_49_and_of_the_local_notice(staff: Staff, township: Body, county: Body) -> None:
    assert [one.day for one in deadlines(county, YEAR)] == [dt.date(YEAR + 1, 3, 31)]
    services.set_date(staff.office, body=county, year=YEAR, day=dt.date(YEAR + 1, 1, 20), notice="云政办函〔2026〕1号")
    assert [one.day for one in deadlines(township, YEAR)] == [dt.date(YEAR + 1, 1, 20), dt.date(YEAR + 1, 1, 31)]


def test_filling_tokens_keeps_the_places() -> None:
    filled = tokens.fill("收到{a.b}件，{c}。{d:e}", {"a.b": "12", "d:e": "92%"})
    assert filled.text == "收到12件，{c}。92%"
    assert [filled.text[start:end] for start, end, _ in filled.spans] == ["12", "92%"]
    assert filled.unknown == ("c",)


def test_what_changed_since_it_was_handed_in_is_not_passed(staff: Staff, report: AnnualReport, township: Body) -> None:
    row = services.write(staff.handler, report_id=report.pk, revision=report.revision, texts=finished_texts(report))
    services.submit_review(staff.handler, report_id=row.pk, revision=row.revision)
    answered(staff.handler, township, "provided", dt.date(YEAR, 7, 1))
    with pytest.raises(ConflictError, match="送审以后"):
        staff.passed(row)
    assert selectors.get(staff.handler, row.pk).state == State.REVIEW
    assert not selectors.versions(row).exists()
