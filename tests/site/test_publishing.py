"""The life of an item: drafted, scanned, reviewed, public, found, corrected, withdrawn, repealed."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest
from django.db import IntegrityError, transaction

from gongkai.errors import ConflictError, ForbiddenError, NotAllowedError, NotFoundError, UsageError
from gongkai.site.accounts.models import User
from gongkai.site.bodies.models import Body
from gongkai.site.publishing import search, selectors, services
from gongkai.site.publishing.models import Attachment, Item, State, Version
from gongkai.site.publishing.services import flow
from gongkai.site.publishing.services.drafts import Draft
from gongkai.site.review import services as review
from gongkai.site.web.scope import Scope
from tests.release.made import id_number, xlsx
from tests.site.conftest import TODAY

PLAIN = Draft(
    subject="regulatory_documents",
    title="石桥镇农村公路养护管理办法",
    document_number="石政发〔2026〕12号",
    formed_on=dt.date(2026, 11, 2),
    html="<p>第一条　为加强农村公路养护，制定本办法。</p><script>alert(1)</script>",
    legality_review="已经合法性审核，2026年10月28日",
)


@pytest.fixture
def people(township: Body, person: Callable[..., User], scope_of: Callable[[User], Scope]) -> SimpleNamespace:
    """The scopes of a small township's office."""
    roles = ("handler", "reviewer", "secrecy_reviewer", "approver")
    return SimpleNamespace(body=township, **{role: scope_of(person(role, township)) for role in roles})


def changed(draft: Draft, **values: Any) -> Draft:
    return msgspec.structs.replace(draft, **values)


def submitted(people: SimpleNamespace, draft: Draft = PLAIN) -> Item:
    item = services.create(people.handler, body=people.body, draft=draft)
    services.examine(people.handler, item_id=item.pk)
    return services.submit(people.handler, item_id=item.pk, revision=item.revision)


def passed(people: SimpleNamespace, item: Item) -> Item:
    """Through all stages, each by somebody with its role."""
    scopes = {scope_role: getattr(people, scope_role) for scope_role in ("reviewer", "secrecy_reviewer", "approver")}
    case = selectors.case_of(item)
    assert case is not None
    while case is not None and case.state == "open":
        step = case.steps.unscoped("test").get(round=case.round, position=case.position)
        review.decide(scopes[step.role], case=case.pk, round=case.round, position=case.position, outcome="passed")
        case = selectors.case_of(item)
    return selectors.get(people.handler, item.pk)


def public(people: SimpleNamespace, draft: Draft = PLAIN) -> Item:
    return passed(people, submitted(people, draft))


def test_a_draft_knows_its_term_and_keeps_only_safe_text(people: SimpleNamespace) -> None:
    item = services.create(people.handler, body=people.body, draft=PLAIN)
    assert item.due_on == dt.date(2026, 11, 30)
    assert "script" not in item.html
    assert item.issuer == people.body.name


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"document_number": "石政发[2026]12号"}, "六角括号"),
        ({"document_number": "石政发〔2026〕012号"}, "不编虚位"),
        ({"subject": "rules"}, "信息类别"),
        ({"title": " "}, "标题"),
        ({"formed_on": dt.date(2026, 11, 21)}, "不能晚于今天"),
    ],
)
def test_a_draft_that_cannot_be_is_refused(people: SimpleNamespace, values: dict[str, Any], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        services.create(people.handler, body=people.body, draft=changed(PLAIN, **values))


def test_two_people_do_not_overwrite_each_other(people: SimpleNamespace) -> None:
    item = services.create(people.handler, body=people.body, draft=PLAIN)
    services.edit(people.handler, item_id=item.pk, revision=1, draft=changed(PLAIN, title="甲"))
    with pytest.raises(ConflictError, match="别人修改过"):
        services.edit(people.approver, item_id=item.pk, revision=1, draft=changed(PLAIN, title="乙"))


def test_what_is_missing_is_named_all_at_once(people: SimpleNamespace) -> None:
    bare = Draft(subject="regulatory_documents", title="办法")
    item = services.create(people.handler, body=people.body, draft=bare)
    with pytest.raises(UsageError, match=r"成文日期.*正文.*文号.*合法性审核.*还没有检查"):
        services.submit(people.handler, item_id=item.pk, revision=1)


def test_nobody_else_sees_a_draft(
    people: SimpleNamespace, other_township: Body, person: Callable[..., User], scope_of: Callable[[User], Scope]
) -> None:
    item = services.create(people.handler, body=people.body, draft=PLAIN)
    stranger = scope_of(person("handler", other_township))
    with pytest.raises(NotFoundError):
        selectors.get(stranger, item.pk)
    with pytest.raises(NotFoundError):
        selectors.public_item(item.pk)


def test_an_item_is_public_when_every_stage_has_passed_it(people: SimpleNamespace) -> None:
    item = submitted(people)
    assert item.state == State.REVIEW
    item = passed(people, item)
    assert (item.state, item.index_number) == (State.PUBLISHED, f"{people.body.code}/{dt.date.today().year}-000001")
    version = selectors.versions(item).get()
    assert (version.number, version.title, version.facts["document_number"]) == (1, PLAIN.title, "石政发〔2026〕12号")
    assert list(selectors.public_items(people.body)) == [item]


def test_an_item_that_is_returned_can_be_mended_and_handed_in_again(people: SimpleNamespace) -> None:
    item = submitted(people)
    case = selectors.case_of(item)
    assert case is not None
    step = case.steps.unscoped("test").get(round=1, position=1)
    scope = getattr(people, step.role)
    review.decide(scope, case=case.pk, round=1, position=1, outcome="returned", comment="第一条不完整")
    item = selectors.get(people.handler, item.pk)
    assert item.state == State.DRAFT
    item = services.edit(
        people.handler, item_id=item.pk, revision=item.revision, draft=changed(PLAIN, html="<p>新</p>")
    )
    services.examine(people.handler, item_id=item.pk)
    item = services.submit(people.handler, item_id=item.pk, revision=item.revision)
    assert passed(people, item).state == State.PUBLISHED


def test_a_secret_in_an_attachment_keeps_it_from_going_out_until_it_is_masked(people: SimpleNamespace) -> None:
    secret = id_number(7)
    item = services.create(people.handler, body=people.body, draft=PLAIN)
    data = xlsx(lambda _, sheet: sheet.write_string(3, 1, secret))
    file = services.attach(people.handler, item_id=item.pk, name="../名单.xlsx", stream=io.BytesIO(data))
    assert file.name == "名单.xlsx"
    services.examine(people.handler, item_id=item.pk)
    item = selectors.get(people.handler, item.pk)
    with pytest.raises(UsageError, match=r"名单.xlsx：检查有发现"):
        services.submit(people.handler, item_id=item.pk, revision=item.revision)
    assert services.mask_file(people.handler, item_id=item.pk, attachment_id=file.pk) == 1
    services.strip_file(people.handler, item_id=item.pk, attachment_id=file.pk)
    rows = services.examine(people.handler, item_id=item.pk)
    assert {row.verdict for row in rows} == {"clean"}
    item = selectors.get(people.handler, item.pk)
    item = services.submit(people.handler, item_id=item.pk, revision=item.revision)
    item = passed(people, item)
    released = Attachment.objects.unscoped("test").get(pk=file.pk).released
    assert [entry["sha256"] for entry in item.current.files] == [released.sha256]


def test_what_must_not_go_out_is_accepted_by_another_only(people: SimpleNamespace) -> None:
    draft = changed(PLAIN, html="<p>内部资料，已于2025年解除。</p>")
    item = services.create(people.handler, body=people.body, draft=draft)
    [row] = services.examine(people.handler, item_id=item.pk)
    assert row.verdict == "stop"
    with pytest.raises(ForbiddenError):
        services.accept(people.handler, item_id=item.pk, examination_id=row.pk, reason="已解除")
    services.accept(people.secrecy_reviewer, item_id=item.pk, examination_id=row.pk, reason="已核实，可以公开")
    item = selectors.get(people.handler, item.pk)
    assert services.submit(people.handler, item_id=item.pk, revision=item.revision).state == State.REVIEW


def test_a_changed_text_needs_another_scan(people: SimpleNamespace) -> None:
    item = services.create(people.handler, body=people.body, draft=PLAIN)
    services.examine(people.handler, item_id=item.pk)
    item = services.edit(people.handler, item_id=item.pk, revision=1, draft=changed(PLAIN, title="另一个标题"))
    with pytest.raises(UsageError, match="还没有检查：正文"):
        services.submit(people.handler, item_id=item.pk, revision=item.revision)


def test_a_correction_is_a_new_version_and_the_old_one_stays(people: SimpleNamespace) -> None:
    item = public(people)
    with pytest.raises(NotAllowedError, match="先发起更正"):
        services.edit(people.handler, item_id=item.pk, revision=item.revision, draft=PLAIN)
    item = services.correct(people.handler, item_id=item.pk, reason="第一条有误")
    draft = changed(PLAIN, html="<p>第一条　更正之后。</p>")
    item = services.edit(people.handler, item_id=item.pk, revision=item.revision, draft=draft)
    assert "更正之后" not in selectors.public_item(item.pk).current.html
    services.examine(people.handler, item_id=item.pk)
    item = services.submit(people.handler, item_id=item.pk, revision=item.revision)
    first_published = item.published_at
    item = passed(people, item)
    assert [version.number for version in selectors.versions(item)] == [2, 1]
    assert "更正之后" in item.current.html
    assert (item.current.reason, item.published_at) == ("第一条有误", first_published)


def test_a_withdrawn_item_leaves_the_lists_and_its_page_says_why(people: SimpleNamespace) -> None:
    item = public(people)
    with pytest.raises(ForbiddenError):
        services.withdraw(people.handler, item_id=item.pk, explanation="内容有误")
    services.withdraw(people.approver, item_id=item.pk, explanation="内容有误，更正后重新公开。")
    assert not selectors.public_items(people.body).exists()
    assert selectors.public_item(item.pk).withdrawal == "内容有误，更正后重新公开。"
    assert not hits("农村公路")


def test_a_repealed_document_stays_with_its_date(people: SimpleNamespace) -> None:
    item = public(people)
    item = services.repeal(people.approver, item_id=item.pk, day=dt.date(2026, 11, 19))
    assert (item.state, item.repealed_on) == (State.PUBLISHED, dt.date(2026, 11, 19))
    with pytest.raises(NotAllowedError):
        services.repeal(people.approver, item_id=item.pk, day=dt.date(2026, 11, 20))


def test_what_is_not_for_the_public_is_registered_and_looked_at_again(people: SimpleNamespace) -> None:
    draft = changed(PLAIN, attribute="withheld", ground="process_information", ground_reason="过程稿")
    item = passed(people, submitted(people, draft))
    assert (item.state, item.reassess_on) == (State.KEPT, dt.date(2027, 11, 20))
    with pytest.raises(NotFoundError):
        selectors.public_item(item.pk)


def test_a_scheduled_item_goes_out_when_its_time_has_come(people: SimpleNamespace) -> None:
    later = dt.datetime.now(dt.UTC) + dt.timedelta(hours=1)
    item = public(people, changed(PLAIN, scheduled_for=later))
    assert item.state == State.SCHEDULED
    assert flow.publish_due(people.handler) == 0
    Item.objects.unscoped("test").filter(pk=item.pk).update(scheduled_for=later - dt.timedelta(hours=2))
    assert flow.publish_due(people.handler) == 1
    assert selectors.public_item(item.pk).state == State.PUBLISHED


def test_what_is_scheduled_can_be_kept_back_and_goes_out_after_another_review(people: SimpleNamespace) -> None:
    later = dt.datetime.now(dt.UTC) + dt.timedelta(hours=1)
    item = public(people, changed(PLAIN, scheduled_for=later))
    item = services.hold(people.handler, item_id=item.pk)
    assert (item.state, item.scheduled_for) == (State.DRAFT, None)
    item = passed(people, services.submit(people.handler, item_id=item.pk, revision=item.revision))
    assert item.state == State.PUBLISHED
    with pytest.raises(NotAllowedError, match="刚刚已经公开"):
        services.hold(people.handler, item_id=item.pk)


def test_what_was_taken_down_does_not_come_back_by_the_review_of_its_correction(people: SimpleNamespace) -> None:
    item = public(people)
    item = services.correct(people.handler, item_id=item.pk, reason="第一条有误")
    services.examine(people.handler, item_id=item.pk)
    item = services.submit(people.handler, item_id=item.pk, revision=item.revision)
    services.withdraw(people.approver, item_id=item.pk, explanation="内容有误。")
    with pytest.raises(ConflictError, match="送审以后内容有变动"):
        passed(people, item)
    assert not selectors.public_items(people.body).exists()
    assert [version.number for version in selectors.versions(item)] == [1]


def test_a_list_of_persons_comes_down_when_its_period_is_over(people: SimpleNamespace) -> None:
    period = {"objection_until": TODAY - dt.timedelta(days=1), "objection_contact": "石桥镇社会事务办"}
    item = public(people, changed(PLAIN, subject="assistance", **period))
    assert flow.end_objection_periods(people.handler) == 1
    assert selectors.public_item(item.pk).state == State.WITHDRAWN


def hits(words: str) -> set[int]:
    return {search.item_of(key) for key in search.keys(words, most=100)}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("公路", True),
        ("农村公路养护", True),
        ("〔2026〕12号", True),
        ("路养", True),
        ("公养", False),
        ("公路管理", False),
    ],
)
def test_search_finds_exactly_the_words(people: SimpleNamespace, words: str, found: bool) -> None:
    item = public(people)
    assert hits(words) == ({item.pk} if found else set())


def test_versions_cannot_be_changed(people: SimpleNamespace) -> None:
    item = public(people)
    with pytest.raises(IntegrityError), transaction.atomic():
        Version.objects.unscoped("test").filter(item=item).update(title="别的")
