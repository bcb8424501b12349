"""One request from the form to its destruction, with a lawsuit in between: nothing of a person ever stands in clear.

Looked through after each part of the way: every table (the audit is one of them), what was logged, the mail, the
bytes of every file in the data folder and, once, those of a backup.
"""

from __future__ import annotations

import datetime as dt
import io
import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from django.core import mail
from django.db import connection

from gongkai.procedure.events import Event
from gongkai.procedure.proceedings import CaseEvent
from gongkai.site.accessrequests import past_register, selectors, selectors_desk, services
from gongkai.site.accessrequests.models_archive import Archive
from gongkai.site.accessrequests.services import archive, delivery, desk, fees, letters, migrate, parties, replies
from gongkai.site.accessrequests.services.case_file import case_file
from gongkai.site.accessrequests.values import Contact, ItemReply, Particulars, Person, Proposal
from gongkai.site.accounts.models import User
from gongkai.site.bodies.models import Body
from gongkai.site.project import backup, database_dump
from gongkai.site.remedies import services as remedies
from gongkai.site.remedies.services import Opening
from gongkai.site.remedies.values import Matter
from gongkai.site.review import services as review
from gongkai.site.web.scope import Scope
from gongkai.writing.letters import Item

from .conftest import TODAY
from .desk_world import DAY, Hall, decide
from .requests_world import citizen, handed_in

SOMEBODY = Person(
    name="欧阳远舟",
    id_kind="resident",
    id_number=citizen(77).id_number,
    phone="19912340077",
    email="yuanzhou@example.org",
    address="云岭县石桥镇柳巷77号",
)
AGENT = Person("司徒听雨", phone="19912340078", address="云岭县白沙乡")
SECRETS = (
    SOMEBODY.name,
    SOMEBODY.id_number,
    SOMEBODY.phone,
    SOMEBODY.email,
    "柳巷77号",
    AGENT.name,
    AGENT.phone,
    "宅基地确权的档案",
    "青禾建材商行",
    "报价属于商业秘密",
    "欧阳远舟身份证",
    "请求撤销对宅基地",
    "电话约谈原告",
    "长孙无恙",
    "一直躲着不见人",
    "慕容采薇",
    "尉迟望舒",
    "公孙月白",
    "申屠疏影",
    "端木青禾",
    "濮阳既白",
)


def in_clear(*more: Path) -> list[tuple[str, str]]:
    """Where a secret stands in clear: table, database or file, and which; ``more`` are folders to look through too."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            text = repr(cursor.fetchall())
            found += [(table, secret) for secret in SECRETS if secret in text or ascii(secret)[1:-1] in text]
    for folder in (Path(settings.GONGKAI_DATA), *more):
        for path in filter(Path.is_file, folder.rglob("*")):
            data = path.read_bytes()
            found += [(path.name, secret) for secret in SECRETS if _holds(data, secret)]
    sent = "".join(f"{message.subject}{message.body}" for message in mail.outbox)
    return found + [("mail", secret) for secret in SECRETS if secret in sent]


def _holds(data: bytes, secret: str) -> bool:
    return secret.encode() in data or ascii(secret)[1:-1].encode() in data


def backed_up(folder: Path) -> Path:
    """A backup, as its administrator makes it; what PostgreSQL packed into it is unpacked beside it."""
    backup.backup(folder)
    if connection.vendor == "postgresql":
        dump = folder / database_dump.name()
        subprocess.run(["pg_restore", "--file", f"{dump}.sql", str(dump)], check=True)
    return folder


def scope_on(scope: Scope, day: dt.date) -> Scope:
    from gongkai.site.accounts import scopes

    assert scope.actor.id is not None
    return scopes.of_user(User.objects.get(pk=scope.actor.id), day)


def taken_in(hall: Hall) -> int:
    asked = Particulars(
        (SOMEBODY,), "宅基地确权的档案", agent=AGENT, form="electronic", way="email", note=SOMEBODY.name
    )
    request = handed_in(hall.body, DAY, asked).request.pk
    services.record(hall.handler, request_id=request, event=Event("confirmed", DAY))
    stream = io.BytesIO(f"{SOMEBODY.name} {SOMEBODY.id_number}".encode())
    services.add_paper(hall.handler, request_id=request, kind="identity", name="欧阳远舟身份证.txt", stream=stream)
    return request


def answered(hall: Hall, request: int) -> None:
    desk.read_person(hall.handler, request_id=request, reason="contact")
    contact = Contact("青禾建材商行", phone=AGENT.phone)
    event = Event("third_party_consulted", DAY)
    party = parties.consult(hall.handler, request_id=request, event=event, contact=contact)
    said = Event("third_party_answered", TODAY, party=party.key)
    parties.answered(
        hall.handler, request_id=request, event=said, opinion="disagree", reason="报价属于商业秘密"
    )  # fmt: skip
    worked_on(hall, request)
    words = Item("provided", content=f"{SOMEBODY.name}的宅基地确权的档案", provision="随本答复书附送复印件1份")
    replies.save(hall.handler, request_id=request, proposal=Proposal((ItemReply(words),), note=SOMEBODY.phone))
    replies.submit(hall.handler, request_id=request)
    reply = selectors_desk.reply(selectors.get(hall.handler, request))
    assert reply is not None
    assert reply.case_id is not None
    review.comment(hall.reviewer, case=reply.case_id, text="尉迟望舒来过电话，请核对")
    decide(hall, request, "returned", "公孙月白不是本人，请核实")
    replies.submit(hall.handler, request_id=request)
    decide(hall, request, comment="已与申屠疏影核实")
    letter = selectors_desk.letters(selectors.get(hall.handler, request)).get()
    letters.written(hall.handler, request_id=request, letter_id=letter.pk, format="pdf")
    delivered = Event("delivered", TODAY, method="post", reason="端木青禾代收")
    delivery.deliver(hall.handler, request_id=request, event=delivered)


def worked_on(hall: Hall, request: int) -> None:
    """A fee is paid and, for a reason, given back."""
    notice = Event("fee_notice", TODAY)
    fee = fees.notice(hall.handler, request_id=request, event=notice, scale="pages", count=68)
    fees.pay(hall.handler, request_id=request, event=Event("paid", TODAY), amount=fee.amount)
    fees.refund(
        hall.handler, request_id=request, fee_id=fee.pk, amount=fee.amount, day=TODAY, reason="濮阳既白符合减免条件"
    )  # fmt: skip


def sued(hall: Hall, request: int) -> None:
    row = selectors.get(hall.handler, request)
    matter = Matter(claim="请求撤销对宅基地档案的答复")
    opening = Opening(route="direct_suit", about="reply", filed=TODAY, request=row, matter=matter)
    case = remedies.open_case(hall.handler, body=hall.body, opening=opening)
    remedies.record(hall.handler, case_id=case.pk, event=CaseEvent("accepted", TODAY), note="电话约谈原告欧阳远舟")
    remedies.record(hall.handler, case_id=case.pk, event=CaseEvent("decided", TODAY, "rejected"))
    remedies.disclosed(hall.handler, case_id=case.pk, reason="forum")
    told = Matter((Person("长孙无恙", phone=SOMEBODY.phone),), claim="经办人一直躲着不见人")
    opening = Opening(route="not_answered", about="other", filed=TODAY, about_body=hall.body, matter=told)
    remedies.open_case(hall.handler, body=hall.body, opening=opening)


def filed(hall: Hall, request: int) -> Archive:
    row = archive.archive(hall.handler, request_id=request, retention="ten_years", index_number="2026-XXGK-D10-0001")
    for format in ("zip", "pdf"):
        assert case_file(hall.handler, request_id=request, format=format)
    return row


def test_nothing_of_a_person_stands_in_clear_from_the_form_to_the_end(
    hall: Hall,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("INFO")
    request = taken_in(hall)
    assert in_clear() == []
    answered(hall, request)
    assert in_clear() == []
    sued(hall, request)
    row = filed(hall, request)
    table = past_register.read("收到日期,申请人类别,申请人,申请内容\n2026-11-09,自然人,慕容采薇,预算\n".encode())
    plan = past_register.plan(table, table.guessed(), TODAY)
    migrate.take_over(hall.handler, body=hall.body, lines=plan.planned)
    assert in_clear() == []
    later = dt.date(2037, 1, 1)
    archive.appraise(scope_on(hall.handler, later), archive_id=row.pk, verdict="destroy")
    archive.destroy(scope_on(hall.approver, later), archive_id=row.pk)
    assert in_clear() == []
    assert [secret for secret in SECRETS if secret in caplog.text] == []


@pytest.mark.usefixtures("without_triggers")
def test_nothing_of_a_person_stands_in_clear_in_a_backup(
    hall: Hall, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    caplog.set_level("INFO")
    request = taken_in(hall)
    answered(hall, request)
    sued(hall, request)
    filed(hall, request)
    assert in_clear(backed_up(tmp_path / "saved")) == []
    assert [secret for secret in SECRETS if secret in caplog.text] == []
    Body.objects.filter(pk=hall.body.pk).update(short_name=SOMEBODY.name)
    found = [place for place, _secret in in_clear(backed_up(tmp_path / "again"))]
    assert found == ["bodies_body", "gongkai.dump.sql" if connection.vendor == "postgresql" else "gongkai.sqlite3"]


def test_the_search_itself_finds_what_stands_in_clear(township: Body) -> None:
    """So that the test above cannot be silent for want of looking."""
    Body.objects.filter(pk=township.pk).update(short_name=SOMEBODY.name)
    path = Path(settings.GONGKAI_DATA) / "left-behind.txt"
    path.write_text(AGENT.name, "utf-8")
    try:
        assert in_clear() == [("bodies_body", SOMEBODY.name), ("left-behind.txt", AGENT.name)]
    finally:
        path.unlink()
