"""The lifecycle table and the engine over it."""

import datetime as dt
from contextlib import suppress
from typing import Any

import msgspec
import pytest

from gongkai.errors import NotAllowedError, UsageError
from gongkai.procedure.effects import ALWAYS, EFFECTS, TAKES
from gongkai.procedure.events import Event, History
from gongkai.procedure.guards import GUARDS
from gongkai.procedure.lifecycle import EMPTY, allowed, apply, replay
from gongkai.procedure.rules import Procedure, Settings

DAY = dt.date(2024, 3, 4)
# The first days on which nobody need be waited for any more.
LATER = {
    "third_party_silent": dt.date(2024, 3, 26),
    "joint_silent": dt.date(2024, 3, 26),
    "abandoned": dt.date(2024, 3, 26),
    "unpaid": dt.date(2024, 4, 2),
}


def life(*kinds: str, day: dt.date = DAY) -> list[Event]:
    """Events on ``day``, or much later for those that must wait for a term to run out."""
    fields: dict[str, dict[str, Any]] = {
        "received": {"channel": "in_person"},
        "submitted": {"channel": "online"},
        "deferred": {"until": dt.date(2024, 12, 31)},
        "decided": {"outcome": "provided"},
        "delivered": {"method": "direct"},
    }
    found: list[Event] = []
    for kind in kinds:
        day = LATER.get(kind, day)
        found.append(Event(kind, day, **fields.get(kind, {})))
    return found


PROCESSING = {
    "supplement_notice", "third_party_consulted", "joint_consulted", "organ_consulted", "extended", "reasons_asked",
    "fee_notice", "decided", "withdrawn", "reply_ordered",
}  # fmt: skip
ASKED = PROCESSING | {"reasons_given", "deferred"}
CONSULTING = {
    "third_party_consulted", "joint_consulted", "organ_consulted", "extended", "reasons_asked", "withdrawn",
    "reply_ordered",
}  # fmt: skip
OPEN = {
    "third_party": CONSULTING - {"third_party_consulted"} | {"third_party_answered", "third_party_silent"},
    "joint": CONSULTING - {"joint_consulted"} | {"joint_answered", "joint_silent"},
    "organ": CONSULTING - {"organ_consulted"} | {"organ_answered", "organ_silent"},
}

# What may follow on what: each life ends in one event, and these alone may come next.
NEXT: dict[tuple[str, ...], set[str]] = {
    (): {"received", "submitted"},
    ("submitted",): {"confirmed", "withdrawn"},
    ("submitted", "confirmed"): PROCESSING,
    ("submitted", "withdrawn"): set(),
    ("received",): PROCESSING,
    ("received", "supplement_notice"): {"supplement_received", "abandoned", "withdrawn"},
    ("received", "supplement_notice", "supplement_received"): PROCESSING - {"supplement_notice"},
    ("received", "supplement_notice", "abandoned"): {"set_aside"},
    ("received", "third_party_consulted"): OPEN["third_party"],
    ("received", "third_party_consulted", "third_party_answered"): PROCESSING,
    ("received", "third_party_consulted", "third_party_silent"): PROCESSING,
    ("received", "joint_consulted"): OPEN["joint"],
    ("received", "joint_consulted", "joint_answered"): PROCESSING,
    ("received", "joint_consulted", "joint_silent"): PROCESSING,
    ("received", "organ_consulted"): OPEN["organ"],
    ("received", "organ_consulted", "organ_answered"): PROCESSING,
    ("received", "organ_consulted", "organ_silent"): PROCESSING,
    ("received", "extended"): PROCESSING - {"extended"},
    ("received", "reasons_asked"): ASKED,
    ("received", "reasons_asked", "reasons_given"): ASKED,
    ("received", "reasons_asked", "deferred"): ASKED - {"deferred"},
    ("received", "fee_notice"): {"paid", "unpaid", "withdrawn"},
    ("received", "fee_notice", "paid"): PROCESSING - {"fee_notice"},
    ("received", "fee_notice", "unpaid"): {"set_aside"},
    ("received", "decided"): {"delivered"},
    ("received", "decided", "delivered"): {"set_aside"},
    ("received", "withdrawn"): {"set_aside"},
    ("received", "decided", "delivered", "set_aside"): PROCESSING,
    ("received", "reply_ordered"): PROCESSING,
}


@pytest.mark.parametrize("before", NEXT, ids=lambda before: ">".join(before) or "nothing")
def test_every_event_after_every_event(procedure: Procedure, before: tuple[str, ...]) -> None:
    history = replay(procedure, life(*before))
    possible = set()
    for kind in procedure.labels:
        day = history.position.last if history.position else DAY
        for event in life(kind, day=day):
            with suppress(NotAllowedError):
                apply(procedure, history, event)
                possible.add(kind)
    assert possible == NEXT[before]


def test_the_pairs_cover_every_event(procedure: Procedure) -> None:
    covered = {before[-1] for before in NEXT if before}
    assert [kind for kind in procedure.labels if kind not in covered] == []


def test_every_name_in_the_table_has_its_function_and_the_reverse(procedure: Procedure) -> None:
    table = procedure.rules(DAY).law.lifecycle
    assert {guard.id for guard in table.guards} == set(GUARDS)
    assert {event.effect for event in table.events} == set(EFFECTS)


def test_slots_of_every_guard_are_in_its_sentence(procedure: Procedure) -> None:
    for text in procedure.guard_texts.values():
        assert text.endswith("。")


def test_a_history_says_what_may_come_next(procedure: Procedure) -> None:
    history = replay(procedure, life("received"))
    assert {text.id for text in allowed(procedure, history, DAY)} >= PROCESSING
    assert {text.id for text in allowed(procedure, history, DAY, by="head")} == {"extended", "deferred"}
    assert {text.id for text in allowed(procedure, EMPTY, DAY)} == {"received", "submitted"}
    old = replay(procedure, life("received", day=dt.date(2018, 3, 5)))
    assert "fee_notice" not in {text.id for text in allowed(procedure, old, dt.date(2018, 3, 6))}
    assert "fee_notice" in {text.id for text in allowed(procedure, old, dt.date(2021, 1, 1))}


def test_a_history_is_never_changed(procedure: Procedure) -> None:
    history = replay(procedure, life("received"))
    apply(procedure, history, Event("extended", DAY))
    assert history == replay(procedure, life("received"))
    assert History() == EMPTY


@pytest.mark.parametrize(
    ("event", "says"),
    [
        (Event("extended", DAY, by="officer"), "“延长答复期限”不能由“经办人”作出。"),
        (Event("extended", DAY, by="nobody"), "“延长答复期限”不能由“nobody”作出。"),
        (Event("deferred", DAY), "登记“确定延迟答复的合理期限”须同时写明 until。"),
        (Event("delivered", DAY), "申请目前“办理中”，“送达答复”只能在“已作出决定、待送达”时登记。"),
        (Event("paid", DAY), "申请目前“办理中”，“缴清信息处理费”只能在“待缴费”时登记。"),
        (
            Event("withdrawn", DAY - dt.timedelta(days=1)),
            "“申请人撤回申请”（2024年3月3日）早于前一事项（2024年3月4日）",
        ),
        (Event("organ_answered", DAY), "申请目前“办理中”，“收到其他机关意见”只能在“征求意见中”时登记。"),
    ],
)
def test_what_is_not_allowed_is_told_in_a_sentence(procedure: Procedure, event: Event, says: str) -> None:
    history = replay(procedure, life("received"))
    with pytest.raises(UsageError) as caught:
        apply(procedure, history, event)
    assert says in caught.value.message


def test_who_acts_may_be_named(procedure: Procedure) -> None:
    history = replay(procedure, life("received"))
    grown = apply(procedure, history, Event("extended", DAY, by="head"))
    assert grown.events[-1].by == "head"


def test_a_way_of_service_must_be_named(procedure: Procedure) -> None:
    history = replay(procedure, life("received", "decided"))
    with pytest.raises(NotAllowedError, match=r"送达方式“”不存在；可以是direct（直接送达）、entrusted（.*）、post（"):
        apply(procedure, history, Event("delivered", DAY))


def test_no_letter_arrives_before_it_is_sent(procedure: Procedure) -> None:
    history = replay(procedure, life("received"))
    same = apply(procedure, history, Event("fee_notice", DAY, reached=DAY))
    assert same.position is not None
    assert same.position.waiting == dt.date(2024, 4, 1)
    with pytest.raises(NotAllowedError, match="“发出收费通知”的文书不能在发出（2024年3月4日）之前收到（2024年3月3日）"):
        apply(procedure, history, Event("fee_notice", DAY, reached=DAY - dt.timedelta(days=1)))


def test_only_what_an_effect_uses_may_be_said() -> None:
    assert set(TAKES) <= set(EFFECTS)
    said = set().union(*TAKES.values()) | ALWAYS
    assert said == {field.name for field in msgspec.structs.fields(Event)} - {"kind", "day"}


class TestSettings:
    def test_receipt_by_mail_may_be_set(self, procedure: Procedure) -> None:
        other = Procedure(procedure.book, Settings(receipt={"email": "arrival"}))
        assert procedure.rules(DAY).receipt("email") == "confirmation"
        assert other.rules(DAY).receipt("email") == "arrival"

    def test_what_is_not_in_doubt_may_not_be_set(self, procedure: Procedure) -> None:
        other = Procedure(procedure.book, Settings(receipt={"fax": "arrival"}))
        with pytest.raises(UsageError, match="“传真”的收到之日不能设定为“arrival”"):
            other.rules(DAY).receipt("fax")

    def test_what_the_law_says_anyway_may_be_set(self, procedure: Procedure) -> None:
        other = Procedure(procedure.book, Settings(receipt={"fax": "confirmation"}))
        assert other.rules(DAY).receipt("fax") == "confirmation"


def test_there_are_no_rules_before_the_regulation(procedure: Procedure) -> None:
    with pytest.raises(UsageError, match="早于政府信息公开条例施行之日（2008年5月1日）"):
        procedure.rules(dt.date(2008, 4, 30))
    assert procedure.rules(dt.date(2008, 5, 1)) is procedure.rules(dt.date(2009, 1, 1))


def test_a_term_that_the_law_does_not_have_is_told(procedure: Procedure) -> None:
    rules = procedure.rules(dt.date(2018, 3, 5))
    assert rules.days("payment") is None
    assert rules.basis("payment") == ()
    with pytest.raises(UsageError, match="没有“缴纳信息处理费的期限”"):
        rules.need("payment")


def test_the_provisional_procedure_differs_in_the_calendar_only(procedure: Procedure) -> None:
    ahead = procedure.provisional
    assert ahead.calendar.last.year == procedure.calendar.last.year + 3
    assert ahead.rules(DAY) is procedure.rules(DAY)
    assert procedure.calendar.last.year == 2026
