"""Lengths, single terms, the clock and how they are told."""

import datetime as dt

import pytest

from gongkai.errors import CalendarUnknownError, UsageError
from gongkai.procedure.clock import add_without, excluded_spans, merged
from gongkai.procedure.derive import reply_term
from gongkai.procedure.events import Consultation, Event, History, Position
from gongkai.procedure.explain import say_day, say_span, sentence, summary, to_json
from gongkai.procedure.lengths import CalendarDays, Months, WorkingDays, add_months, last_day, say
from gongkai.procedure.lifecycle import replay
from gongkai.procedure.rules import Procedure
from gongkai.procedure.single import single_term
from gongkai.procedure.term import Step

D = dt.date.fromisoformat


@pytest.mark.parametrize(
    ("day", "months", "last"),
    [
        ("2024-01-31", 1, "2024-02-29"),
        ("2023-01-31", 1, "2023-02-28"),
        ("2024-08-31", 6, "2025-02-28"),
        ("2024-06-15", 6, "2024-12-15"),
        ("2024-12-31", 12, "2025-12-31"),
        ("2024-07-01", 5, "2024-12-01"),
        ("2024-11-30", 3, "2025-02-28"),
    ],
)
def test_months_end_on_the_day_of_the_same_number(day: str, months: int, last: str) -> None:
    assert add_months(D(day), months) == D(last)


def test_three_kinds_of_days_are_three_types(procedure: Procedure) -> None:
    day = D("2024-09-12")
    found = [last_day(procedure.calendar, day, length) for length in (WorkingDays(20), CalendarDays(20), Months(1))]
    assert found == [D("2024-10-16"), D("2024-10-02"), D("2024-10-12")]
    assert [say(length) for length in (WorkingDays(20), CalendarDays(60), Months(6))] == ["20个工作日", "60日", "6个月"]


@pytest.mark.parametrize(
    ("spans", "together"),
    [
        ([], ()),
        ([(3, 5)], ((3, 5),)),
        ([(3, 3), (6, 4)], ()),
        ([(3, 5), (5, 8)], ((3, 8),)),
        ([(3, 9), (4, 5)], ((3, 9),)),
        ([(7, 9), (3, 5)], ((3, 5), (7, 9))),
        ([(3, 5), (4, 8), (10, 12)], ((3, 8), (10, 12))),
    ],
)
def test_spans_that_touch_are_one(spans: list[tuple[int, int]], together: tuple[tuple[int, int], ...]) -> None:
    def days(pair: tuple[int, int]) -> tuple[dt.date, dt.date]:
        return dt.date(2024, 3, pair[0]), dt.date(2024, 3, pair[1])

    assert merged(map(days, spans)) == tuple(map(days, together))


def test_time_is_left_out_only_as_far_as_the_term_reaches(procedure: Procedure) -> None:
    add, start = procedure.calendar.add, D("2024-03-04")
    span = (D("2024-03-08"), D("2024-03-15"))
    assert add_without(procedure.calendar, start, 4, (span,)) == D("2024-03-08")
    assert add_without(procedure.calendar, start, 5, (span,)) == D("2024-03-18")
    assert add_without(procedure.calendar, start, 5, ()) == add(start, 5)
    before = (D("2024-02-26"), D("2024-03-06"))
    assert add_without(procedure.calendar, start, 3, (before,)) == D("2024-03-11")


def test_an_open_opinion_leaves_out_time_up_to_its_limit_or_today() -> None:
    day, limit = D("2024-03-08"), D("2024-03-29")
    position = Position(state="consulting", law_day=day, last=D("2024-03-11"))
    with_limit = Consultation("third_party", "", day, limit, True)
    without = Consultation("organ", "", day, None, True)
    counting = Consultation("organ", "", day, None, False)

    def spans(waiting: Consultation, as_of: str | None = None) -> object:
        at = Position(state=position.state, law_day=day, last=position.last, open=(waiting,))
        return excluded_spans(at, D(as_of) if as_of else None)

    assert spans(with_limit) == ((day, limit),)
    assert spans(with_limit, "2024-03-20") == ((day, limit),)
    assert spans(without) == ((day, D("2024-03-11")),)
    assert spans(without, "2024-03-20") == ((day, D("2024-03-20")),)
    assert spans(without, "2024-03-09") == ((day, D("2024-03-11")),)
    assert spans(counting, "2024-03-20") == ()


def test_a_working_day_term_tells_every_span(procedure: Procedure) -> None:
    term = single_term(procedure, "publication", D("2024-09-12"))
    assert [(s.kind, s.first.isoformat()[5:], s.last.isoformat()[5:], s.days, s.total) for s in term.steps] == [
        ("event", "09-12", "09-12", 0, None),
        ("counted", "09-13", "09-13", 1, 1),
        ("made_up", "09-14", "09-14", 1, 2),
        ("holiday", "09-15", "09-17", 3, None),
        ("counted", "09-18", "09-20", 3, 5),
        ("weekend", "09-21", "09-22", 2, None),
        ("counted", "09-23", "09-27", 5, 10),
        ("weekend", "09-28", "09-28", 1, None),
        ("made_up", "09-29", "09-29", 1, 11),
        ("counted", "09-30", "09-30", 1, 12),
        ("holiday", "10-01", "10-07", 7, None),
        ("counted", "10-08", "10-11", 4, 16),
        ("made_up", "10-12", "10-12", 1, 17),
        ("weekend", "10-13", "10-13", 1, None),
        ("counted", "10-14", "10-16", 3, 20),
        ("due", "10-16", "10-16", 0, None),
    ]
    assert term.label == "主动公开的期限"
    assert term.steps[-1].basis == ("regulation-2019#26",)
    assert term.steps[-1].label == "主动公开的期限届满"


def test_a_term_of_days_tells_that_it_rolled(procedure: Procedure) -> None:
    term = single_term(procedure, "suit", D("2024-04-02"))
    assert [step.kind for step in term.steps] == ["event", "length", "rolled", "due"]
    law = procedure.rules(D("2024-04-02")).law
    assert sentence(term.steps[1], law).startswith("自2024年4月3日起算，6个月，至2024年10月2日（行政诉讼法第四十六条")
    assert sentence(term.steps[2], law).startswith("2024年10月2日（星期三）为休息日，顺延至2024年10月8日（星期二）")
    assert not term.provisional


def test_a_term_that_does_not_roll_is_never_provisional(procedure: Procedure) -> None:
    term = single_term(procedure, "publication_budget", D("2026-12-20"))
    assert (term.due, term.provisional) == (D("2027-01-09"), False)
    rolls = single_term(procedure, "reconsideration", D("2026-11-30"))
    assert (rolls.due, rolls.provisional) == (D("2027-01-29"), True)
    with pytest.raises(CalendarUnknownError):
        single_term(procedure, "publication", D("2026-12-20"))


def test_what_has_no_term_is_told(procedure: Procedure) -> None:
    with pytest.raises(UsageError, match="期限“lunch”不存在；可以是：publication、"):
        single_term(procedure, "lunch", D("2024-03-04"))
    with pytest.raises(UsageError, match="2020年12月31日还没有“缴纳信息处理费的期限”的规定"):
        single_term(procedure, "payment", D("2020-12-31"))


@pytest.mark.parametrize(
    ("first", "last", "says"),
    [
        ("2026-02-15", "2026-02-15", "2026年2月15日"),
        ("2026-02-15", "2026-02-23", "2026年2月15日至23日"),
        ("2026-02-25", "2026-03-02", "2026年2月25日至3月2日"),
        ("2025-12-30", "2026-01-02", "2025年12月30日至2026年1月2日"),
        ("2025-02-15", "2026-02-15", "2025年2月15日至2026年2月15日"),
    ],
)
def test_spans_in_words(first: str, last: str, says: str) -> None:
    assert say_span(D(first), D(last)) == says


def test_days_in_words() -> None:
    assert say_day(D("2026-03-18")) == "2026年3月18日（星期三）"
    assert say_day(D("2026-03-15")) == "2026年3月15日（星期日）"


@pytest.mark.parametrize(
    ("step", "says"),
    [
        (Step("event", D("2024-03-04"), D("2024-03-04"), label="收到申请", basis=("regulation-2019#33",)),
         "2024年3月4日，收到申请（条例第三十三条）。"),
        (Step("restart", D("2024-03-04"), D("2024-03-04"), label="收到补正"),
         "2024年3月4日，收到补正，期限自次日起重新计算。"),
        (Step("extended", D("2024-03-04"), D("2024-03-04"), 20, label="延长答复期限"),
         "2024年3月4日，延长答复期限20个工作日。"),
        (Step("fixed", D("2024-03-04"), D("2024-04-30"), label="延迟答复"), "2024年3月4日，延迟答复至2024年4月30日。"),
        (Step("counted", D("2024-03-04"), D("2024-03-08"), 5, 7), "2024年3月4日至8日，5个工作日，累计7个。"),
        (Step("made_up", D("2024-09-14"), D("2024-09-14"), 1, 2, "中秋节", "某通知"),
         "2024年9月14日（星期六），因中秋节调休上班，计入，累计2个（某通知）。"),
        (Step("made_up", D("2013-01-05"), D("2013-01-06"), 2, 4, "元旦", "某通知"),
         "2013年1月5日（星期六）、2013年1月6日（星期日），因元旦调休上班，计入，累计4个（某通知）。"),
        (Step("weekend", D("2024-03-09"), D("2024-03-10"), 2), "2024年3月9日至10日，周末，不计。"),
        (Step("holiday", D("2024-10-01"), D("2024-10-07"), 7, None, "国庆节", "某通知"),
         "2024年10月1日至7日，国庆节放假7天，不计（某通知）。"),
        (Step("festival", D("2027-01-01"), D("2027-01-01"), 1, None, "元旦"),
         "2027年1月1日，元旦（法定节假日），不计。"),
        (Step("excluded", D("2024-03-04"), D("2024-03-08"), 5, label="征求意见"),
         "2024年3月4日至8日，征求意见，扣除5个工作日。"),
        (Step("pending", D("2024-03-04"), D("2024-03-08"), label="意见尚未收到"), "暂定：意见尚未收到。"),
        (Step("caution", D("2024-03-04"), D("2024-03-08"), label="答复晚于答复期限"), "注意：答复晚于答复期限。"),
        (Step("due", D("2024-03-08"), D("2024-03-08"), label="答复期限届满"), "2024年3月8日（星期五），答复期限届满。"),
    ],
)  # fmt: skip
def test_steps_in_words(procedure: Procedure, step: Step, says: str) -> None:
    assert sentence(step, procedure.rules(D("2024-03-04")).law) == says


def test_a_term_in_lines(procedure: Procedure) -> None:
    events = [
        Event("received", D("2024-09-12"), channel="in_person"),
        Event("third_party_consulted", D("2024-09-18"), party="甲公司"),
        Event("third_party_answered", D("2024-09-24"), party="甲公司"),
    ]
    law = procedure.rules(D("2024-09-12")).law
    assert summary(reply_term(procedure, replay(procedure, events)), law) == [
        "2024年9月12日，收到申请（当面提交），当日不计，自次日起算（条例第三十一条第（一）项）。",
        "2024年9月18日，征求第三方意见（甲公司）（条例第三十二条、条例第三十三条）。",
        "2024年9月24日，收到第三方意见（甲公司）（条例第三十二条）。",
        "自2024年9月13日起计入20个工作日（条例第三十三条）。",
        "2024年9月14日（星期六），因中秋节调休上班，计入，累计2个（国办发明电〔2023〕7号）。",
        "2024年9月29日（星期日），因国庆节调休上班，计入，累计7个（国办发明电〔2023〕7号）。",
        "2024年10月12日（星期六），因国庆节调休上班，计入，累计13个（国办发明电〔2023〕7号）。",
        "周末4天不计。",
        "2024年9月15日至17日，中秋节放假3天，不计（国办发明电〔2023〕7号）。",
        "2024年9月19日至24日，征求意见，扣除4个工作日（条例第三十三条）。",
        "2024年10月1日至7日，国庆节放假7天，不计（国办发明电〔2023〕7号）。",
    ]


def test_a_term_as_json(procedure: Procedure) -> None:
    history = replay(procedure, [Event("received", D("2026-05-11"), channel="in_person")])
    law = procedure.rules(D("2026-05-11")).law
    found = to_json(reply_term(procedure, history), law)
    assert (found["due"], found["provisional"], found["state"]) == ("2026-06-08", False, "办理中")
    assert found["steps"][1] == {
        "kind": "counted",
        "from": "2026-05-12",
        "to": "2026-05-15",
        "text": "2026年5月12日至15日，4个工作日，累计4个。",
        "days": 4,
        "total": 4,
    }
    assert found["steps"][2] == {
        "kind": "weekend",
        "from": "2026-05-16",
        "to": "2026-05-17",
        "text": "2026年5月16日至17日，周末，不计。",
        "days": 2,
    }
    assert found["steps"][-1] == {
        "kind": "due",
        "from": "2026-06-08",
        "to": "2026-06-08",
        "text": "2026年6月8日（星期一），答复期限届满（条例第三十三条）。",
        "label": "答复期限届满",
        "basis": ["regulation-2019#33"],
        "reading": "收到之日不计，自次日起算，只计工作日。",
    }
    assert "awaited" not in found


def test_what_is_awaited_as_json(procedure: Procedure) -> None:
    law = procedure.rules(D("2026-05-11")).law
    events = [Event("received", D("2026-05-11"), channel="in_person"), Event("fee_notice", D("2026-05-12"))]
    found = to_json(reply_term(procedure, replay(procedure, events)), law)
    assert found["due"] is None
    assert found["awaited"] == {"who": "申请人", "what": "待缴费", "until": "2026-06-09"}
    waiting = replay(procedure, [Event("submitted", D("2026-05-11"), channel="online")])
    assert to_json(reply_term(procedure, waiting), law)["awaited"]["until"] is None


def test_nothing_received_has_no_term(procedure: Procedure) -> None:
    term = reply_term(procedure, History())
    assert (term.due, term.provisional, term.steps, term.state) == (None, False, (), "")


@pytest.mark.parametrize(
    ("kind", "last", "says"),
    [
        ("third_party_consulted", "2024-10-14", "意见尚未收到，提前收到的届满日相应提前"),
        ("organ_consulted", "2024-10-16", "意见尚未收到，届满日随收到之日顺延"),
    ],
)
def test_an_outstanding_opinion_tells_how_far_it_reaches(procedure: Procedure, kind: str, last: str, says: str) -> None:
    events = [Event("received", D("2024-09-12"), channel="in_person"), Event(kind, D("2024-09-18"))]
    term = reply_term(procedure, replay(procedure, events), D("2024-09-18"))
    (step,) = [step for step in term.steps if step.kind == "pending"]
    assert (step.first, step.last, step.label) == (D("2024-09-18"), D(last), says)
    assert step.basis == ("regulation-2019#33",)
    assert term.provisional


def test_readings_on_lateness_are_told_of_what_is_late_only(procedure: Procedure) -> None:
    def readings(notice: str, supplement: str) -> list[tuple[str, bool]]:
        events = [
            Event("received", D("2024-03-04"), channel="in_person"),
            Event("supplement_notice", D(notice), until=D("2024-03-29")),
            Event("supplement_received", D(supplement)),
        ]
        steps = reply_term(procedure, replay(procedure, events)).steps
        return [(step.kind, bool(step.reading)) for step in steps if step.kind in ("event", "restart", "caution")]

    assert readings("2024-03-13", "2024-03-29") == [("event", False), ("event", False), ("restart", False)]
    late = [("event", False), ("event", False), ("caution", True), ("restart", False), ("caution", True)]
    assert readings("2024-03-14", "2024-04-01") == late


def test_a_new_round_begins_anew(procedure: Procedure) -> None:
    events = [
        Event("received", D("2024-03-04"), channel="in_person"),
        Event("decided", D("2024-03-20"), outcome="state_secret"),
        Event("delivered", D("2024-03-21"), method="direct"),
        Event("set_aside", D("2024-08-12"), by="court"),
    ]
    steps = reply_term(procedure, replay(procedure, events)).steps
    assert [(step.kind, step.first.isoformat()) for step in steps[:4]] == [
        ("event", "2024-03-04"),
        ("event", "2024-03-20"),
        ("event", "2024-03-21"),
        ("restart", "2024-08-12"),
    ]
    fixed = [*events[:-1], Event("set_aside", D("2024-08-12"), by="court", until=D("2024-09-06"))]
    step = reply_term(procedure, replay(procedure, fixed)).steps[3]
    assert (step.kind, step.first, step.last) == ("fixed", D("2024-08-12"), D("2024-09-06"))


@pytest.mark.parametrize(
    ("events", "basis", "reading"),
    [
        ((), ("regulation-2019#33",), True),
        (
            (Event("reasons_asked", D("2024-03-05")), Event("deferred", D("2024-03-06"), until=D("2024-06-28"))),
            ("regulation-2019#35",),
            False,
        ),
        (
            (
                Event("reply_ordered", D("2024-03-05"), until=D("2024-03-20")),
                Event("supplement_notice", D("2024-03-06")),
                Event("supplement_received", D("2024-03-07")),
            ),
            ("regulation-2019#33",),
            True,
        ),
    ],
)
def test_the_last_day_rests_on_what_set_it(
    procedure: Procedure, events: tuple[Event, ...], basis: tuple[str, ...], reading: bool
) -> None:
    history = replay(procedure, (Event("received", D("2024-03-04"), channel="in_person"), *events))
    last = reply_term(procedure, history).steps[-1]
    assert (last.kind, last.basis, bool(last.reading)) == ("due", basis, reading)


def test_a_fixed_day_is_told_once(procedure: Procedure) -> None:
    events = [
        Event("received", D("2024-03-04"), channel="in_person"),
        Event("reasons_asked", D("2024-03-05")),
        Event("deferred", D("2024-03-06"), until=D("2024-06-28")),
        Event("organ_consulted", D("2024-03-07")),
    ]
    steps = reply_term(procedure, replay(procedure, events)).steps
    assert [step.kind for step in steps[:4]] == ["event", "event", "fixed", "event"]
