"""Text that lost its tables: digits are divided where the identities allow one way only; nothing is guessed."""

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from gongkai.reading import read_report
from gongkai.reading.match.candidates import Printed, divisions
from gongkai.report.values import NUMERIC
from gongkai.text.numbers import parse_tokens
from tests.layouts import KnownReport, Value, completed, draw, the_form, the_law, values_of
from tests.layouts.bare import Downwards, RunTogether
from tests.layouts.judge import inexact
from tests.layouts.reports import reports

SLOW = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
SUM = (((0, 1, 2, 3, 4, 5), (6,)),)


@pytest.mark.parametrize("paragraphs", [False, True], ids=["one line", "a line a paragraph"])
@SLOW
@given(data=st.data())
def test_what_is_given_is_right(paragraphs: bool, data: st.DataObject) -> None:
    known = data.draw(reports(blanks=False).filter(lambda known: known.consistent))
    text = RunTogether(paragraphs).write(draw(known))
    note(text)
    report = read_report(text.encode(), "report.txt", the_law())
    unread = {key for key, cell in report.cells.items() if cell.kind == "unreadable"}
    assert {wrong.partition(":")[0] for wrong in inexact(known, report)} <= unread
    told = {key for notice in report.notices for key in notice.cells}
    assert unread <= told


@pytest.mark.parametrize("key", ["remedies.reconsideration.upheld", "requests.granted.total", "proactive.rules.issued"])
def test_a_note_ends_a_number(key: str) -> None:
    form = the_form("2021")
    values = values_of(form, completed(form, {})) | {key: Value("count", 0, note="（含其他3件）")}
    known = KnownReport(form, "云溪县水务局", 2023, values)
    report = read_report(RunTogether().write(draw(known)).encode(), "report.txt", the_law())
    assert inexact(known, report) == []


@SLOW
@given(data=st.data())
def test_columns_read_downwards_are_never_guessed(data: st.DataObject) -> None:
    known = data.draw(reports(blanks=False).filter(lambda known: known.consistent))
    text = Downwards().write(draw(known))
    note(text)
    report = read_report(text.encode(), "report.txt", the_law())
    told = {key for notice in report.notices for key in notice.cells}
    wrong = {line.partition(":")[0] for line in inexact(known, report)}
    assert {key for key in wrong if report.cells[key].kind in NUMERIC} <= told


@pytest.mark.parametrize(
    ("text", "ways"),
    [
        ("640020470", [(64, 0, 0, 2, 0, 4, 70)]),
        ("0000000", [(0, 0, 0, 0, 0, 0, 0)]),
        ("500000 5", [(5, 0, 0, 0, 0, 0, 5)]),
        ("11000013", []),
        ("000000", []),
    ],
)
def test_divisions_into_seven(text: str, ways: list[tuple[int, ...]]) -> None:
    printed = [Printed(token) for token in parse_tokens(text) or ()]
    assert divisions(printed, 7, SUM) == ways


def test_without_an_identity_every_division_counts() -> None:
    printed = [Printed(token) for token in parse_tokens("693665") or ()]
    assert len(divisions(printed, 3, ()) or ()) == 10


def test_too_many_ways_are_none() -> None:
    printed = [Printed(token) for token in parse_tokens("1" * 60) or ()]
    assert divisions(printed, 15, ()) is None
