"""A body's own words for its documents: held to the law, kept in versions, used from then on and not before."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.db.utils import DatabaseError

from gongkai.errors import ForbiddenError, NotFoundError, UsageError
from gongkai.procedure.events import Event
from gongkai.site.accessrequests import selectors, selectors_desk, wording
from gongkai.site.accessrequests.models import Letter
from gongkai.site.accessrequests.models_desk import OwnWords
from gongkai.site.accessrequests.services import letters, words
from gongkai.site.accessrequests.services import record as happens
from gongkai.site.accessrequests.values import ItemReply, Proposal
from gongkai.site.accessrequests.wording import DOCUMENT, OUTCOME, Words, paragraphs_of
from gongkai.site.audit.models import Event as Audit
from gongkai.writing.letters import Item

from .desk_world import TODAY, Hall, decided, fresh, text, url

OURS = """我镇于{received}收到{you}的申请（{content}）。
按照{regulation-2019#33}，答复期限延长至{due}。
{?reason}原因是：{reason}。"""
FILE = """
documents:
  - id: extension_notice
    title: 延期答复告知书（石桥镇）
    paragraphs:
      - 我镇于{received}收到{you}的申请（{content}）。
      - 按照{regulation-2019#33}，答复期限延长至{due}。
outcomes:
  - id: does_not_exist
    paragraphs:
      - "我镇没有找到{subject}。检索情况：{检索的范围、方法和结果}。根据{basis}，告知{you}该信息不存在。"
"""


def ours(typed: str = OURS, title: str = "延期答复告知书（石桥镇）") -> list[Words]:
    return [Words(DOCUMENT, "extension_notice", title, paragraphs_of(typed))]


def extended(hall: Hall, serial: int = 1) -> int:
    """A request whose term was extended, with its notice as a draft."""
    request = fresh(hall, serial)
    happens(hall.handler, request_id=request, event=Event("extended", TODAY, reason="材料在档案馆"))
    return letters.draw(hall.handler, request_id=request, document="extension_notice", day=TODAY, words={}).pk


def read(hall: Hall, letter: int) -> str:
    found = Letter.objects.unscoped("test").select_related("request__body").get(pk=letter)
    composed = letters.composed_of(found)
    return "\n".join([composed.title, *composed.paragraphs])


def test_own_words_are_used_from_then_on_and_issued_documents_stay(hall: Hall) -> None:
    first = extended(hall)
    request = Letter.objects.unscoped("test").get(pk=first).request_id
    letters.issue(hall.handler, request_id=request, letter_id=first)
    before = read(hall, first)
    second = extended(hall, 2)
    words.save(hall.handler, body=hall.body, words=ours())
    assert "我镇于" not in before
    assert read(hall, first) == before
    assert "我镇于2026年11月10日收到" in read(hall, second)
    assert "原因是：材料在档案馆。" in read(hall, second)
    words.restore(hall.handler, body=hall.body, kind=DOCUMENT, name="extension_notice")
    assert "我镇于" not in read(hall, second)
    assert [row.version for row in wording.versions(hall.body)] == [1, 2]
    assert Audit.objects.filter(action="request.words").count() == 2
    # Nothing to go back from: no third version.
    words.restore(hall.handler, body=hall.body, kind=DOCUMENT, name="extension_notice")
    assert wording.versions(hall.body).count() == 2


def test_an_issued_document_keeps_own_words_after_the_return_to_the_standard(hall: Hall) -> None:
    words.save(hall.handler, body=hall.body, words=ours())
    letter = extended(hall)
    request = Letter.objects.unscoped("test").get(pk=letter).request_id
    letters.issue(hall.handler, request_id=request, letter_id=letter)
    words.restore(hall.handler, body=hall.body, kind=DOCUMENT, name="extension_notice")
    assert "我镇于" in read(hall, letter)


def test_a_reply_is_written_in_own_words(hall: Hall) -> None:
    words.upload(hall.approver, body=hall.body, data=FILE.encode())
    item = Item("does_not_exist", content="1998年会议纪要", stated={"检索的范围、方法和结果": "检索档案，没有结果"})
    request = decided(hall, Proposal((ItemReply(item),)))
    letter = selectors_desk.letters(selectors.get(hall.handler, request)).get()
    assert "我镇没有找到" in read(hall, letter.pk)


@pytest.mark.parametrize(("removed", "named"), [("{received}", "收到申请之日"), ("{due}", "答复期限")])
def test_words_without_an_element_of_the_law_are_refused_by_its_name(hall: Hall, removed: str, named: str) -> None:
    with pytest.raises(UsageError, match=named):
        words.save(hall.handler, body=hall.body, words=ours(OURS.replace(removed, "")))
    assert not wording.versions(hall.body).exists()


def test_an_element_that_can_be_left_out_with_another_fact_is_missing(hall: Hall) -> None:
    hidden = OURS.replace("按照", "{?note}按照")
    with pytest.raises(UsageError, match="答复期限"):
        words.save(hall.handler, body=hall.body, words=ours(hidden))


@pytest.mark.parametrize(
    ("typed", "told"),
    [(OURS + "{nonsense}", "nonsense"), (OURS + "{?nonsense}甲", "nonsense"), ("", "请填写"), (OURS + "{@", "大括号")],
)
def test_what_would_be_printed_wrongly_is_refused(hall: Hall, typed: str, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        words.save(hall.handler, body=hall.body, words=ours(typed))


def test_of_a_file_all_or_nothing_is_taken(hall: Hall) -> None:
    for data in (FILE.replace("{due}", ""), "documents: [{id: nothing}]", "[1", "documents: []", "甲" * 50_000):
        with pytest.raises((UsageError, NotFoundError)):
            words.upload(hall.handler, body=hall.body, data=data.encode())
    assert not wording.versions(hall.body).exists()


def test_forms_and_unknown_documents_cannot_be_adapted(hall: Hall) -> None:
    for name in ("service_record", "nothing"):
        with pytest.raises(NotFoundError):
            words.save(hall.handler, body=hall.body, words=[Words(DOCUMENT, name, "甲", ("乙",))])


def test_law_that_comes_to_want_more_is_told_and_not_passed_over(hall: Hall) -> None:
    OwnWords(
        body=hall.body, kind=DOCUMENT, name="extension_notice", version=1, title="甲", paragraphs=[["乙", ""]],
        made_at="2026-01-01T00:00:00+08:00", made_by_id=hall.handler.actor.id,
    ).save()  # fmt: skip
    with pytest.raises(UsageError, match="收到申请之日"):
        wording.template_of(hall.body)


def test_versions_stay_as_they_are(hall: Hall) -> None:
    words.save(hall.handler, body=hall.body, words=ours())
    with (
        pytest.raises(DatabaseError, match="不得修改"), transaction.atomic(), connection.cursor() as cursor
    ):  # fmt: skip
        cursor.execute("UPDATE accessrequests_ownwords SET title = 'x'")


def test_only_those_who_may(hall: Hall) -> None:
    with pytest.raises(ForbiddenError):
        words.save(hall.reviewer, body=hall.body, words=ours())


def test_the_page_shows_the_document_before_it_is_kept(hall: Hall, browsers: SimpleNamespace) -> None:
    page = url(hall, "words", DOCUMENT, "extension_notice")
    shown = text(browsers.handler.get(page))
    assert "现在使用标准文本" in shown
    assert "{received}" in shown
    values = {"title": "延期答复告知书（石桥镇）", "text": OURS}
    lacking = text(browsers.handler.post(page, values | {"text": OURS.replace("{due}", "")}))
    assert "缺少法定要素" in lacking
    seen = browsers.handler.post(page, values)
    assert "法定要素齐全" in text(seen)
    assert "我镇于【收到申请之日】收到" in text(seen)
    assert not wording.versions(hall.body).exists()
    # What was changed after the look is looked at again.
    mark = seen.context["mark"]
    changed = browsers.handler.post(page, values | {"text": OURS + "\n此致", "confirm": mark})
    assert changed.status_code == 200
    assert not wording.versions(hall.body).exists()
    done = browsers.handler.post(page, values | {"confirm": mark}, follow=True)
    assert "以后的文书使用这一文本" in text(done)
    assert "本机关文本" in text(browsers.handler.get(url(hall, "wordings")))
    back = browsers.handler.post(page, {"restore": "1"}, follow=True)
    assert "已经恢复标准文本" in text(back)
    # An earlier version is called up, to be taken again.
    assert "我镇于" in text(browsers.handler.get(f"{page}?version=1")).split("标准文本")[1]


def test_an_outcome_is_shown_in_the_document_that_tells_it(hall: Hall, browsers: SimpleNamespace) -> None:
    page = url(hall, "words", OUTCOME, "not_paid")
    start = browsers.handler.get(page).context["form"].initial["text"]
    assert "法定要素齐全" in text(browsers.handler.post(page, {"text": start}))


def test_a_file_is_uploaded(hall: Hall, browsers: SimpleNamespace) -> None:
    page = url(hall, "wordings")
    bad = SimpleUploadedFile("words.yaml", FILE.replace("{due}", "").encode())
    assert "缺少法定要素" in text(browsers.handler.post(page, {"file": bad}))
    good = SimpleUploadedFile("words.yaml", FILE.encode())
    assert "已经采用 2 项文本" in text(browsers.handler.post(page, {"file": good}, follow=True))


def test_pages_are_for_those_who_may(
    hall: Hall, browsers: SimpleNamespace, other_township: Any, person: Any, signed_in: Any
) -> None:
    stranger = signed_in(person("handler", other_township))
    for page in (url(hall, "wordings"), url(hall, "words", DOCUMENT, "receipt")):
        assert stranger.get(page).status_code == 404
        assert browsers.reviewer.get(page).status_code == 403
        assert browsers.approver.get(page).status_code == 200
    assert browsers.handler.get(url(hall, "words", DOCUMENT, "service_record")).status_code == 404


def test_the_list_asks_as_much_however_much_is_adapted(
    hall: Hall, browsers: SimpleNamespace, django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    page = url(hall, "wordings")
    with django_assert_max_num_queries(40) as asked:
        browsers.handler.get(page)
    words.upload(hall.handler, body=hall.body, data=FILE.encode())
    with django_assert_num_queries(len(asked)):
        browsers.handler.get(page)
