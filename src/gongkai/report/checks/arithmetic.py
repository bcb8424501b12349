"""TX-ARITHMETIC: the figures of one sentence against one another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

import msgspec

from gongkai.report.checks.part import Slots
from gongkai.report.checks.registry import judges
from gongkai.report.checks.subject import PASSED, Subject, Verdict
from gongkai.report.checks.wording import gap, plain
from gongkai.report.finding import Finding
from gongkai.report.report import Figure
from gongkai.report.statements import Statement
from gongkai.text.patterns import behind_last, holds_any, phrases

_CODE = "TX-ARITHMETIC"
_PERCENT = "%"
_HUNDRED = Decimal(100)
_RATES = ("completion_rate", "answer_rate")
_CLOSED = ("cases_closed", "requests_closed", "requests_answered")
_SECTION = re.compile("[；;]")
_LONGEST_QUOTE = 60


class Whole(msgspec.Struct, frozen=True):
    """A total with the figures that are said to be its parts."""

    head: Figure
    parts: tuple[Figure, ...]


@judges(_CODE)
def arithmetic(subject: Subject) -> Iterator[Verdict]:
    """Parts make their total, rates and shares follow from the numbers beside them."""
    words = subject.check(_CODE).words
    every = phrases(words["all"], 14)
    marks = (*words["parts"], "（", "(")
    for statement in subject.statements:
        prose, figures = statement.prose, statement.figures
        if len(figures) > 1 and holds_any(prose.text, marks, statement.start, statement.end):
            for whole in _wholes(statement, words["parts"], words["others"]):
                verdict = _sum(subject, statement, whole)
                if verdict is not None:
                    yield verdict
        for i, figure in enumerate(statement.figures):
            if figure.unit == _PERCENT and not figure.qualifier and not figure.context:
                if not holds_any(figure.quote, words["on_time"]):
                    yield from _rate(statement, statement.figures[:i], figure)
                yield from _all(statement, figure, every)


def _wholes(statement: Statement, marks: Sequence[str], others: Sequence[str]) -> Iterator[Whole]:
    """Totals with their parts: those in brackets behind the total, and those behind a word such as 其中."""
    inside = _bracketed(statement)
    outer = [figure for figure in statement.figures if id(figure) not in inside]
    for start, bracketed in _groups(inside).items():
        before = [figure for figure in outer if _at(figure) < start]
        if before and not statement.prose.text.startswith(tuple(others), start + 1):
            same = tuple(f for f in bracketed if f.unit == before[-1].unit and not f.context)
            if len(same) > 1:
                yield Whole(before[-1], same)
    text, begin = statement.prose.text, statement.start
    places = sorted(
        i for mark in marks for i in _finds(text, mark, begin, statement.end) if not _in_brackets(text, begin, i)
    )
    for n, place in enumerate(places):
        until = places[n + 1] if n + 1 < len(places) else statement.end
        stop = _SECTION.search(text, place, until)
        until = stop.start() if stop is not None else until
        parts = [f for f in outer if place < _at(f) < until and not _is_change(f)]
        heads = [f for f in outer if _at(f) < place and parts and f.unit == parts[0].unit and not _is_change(f)]
        if heads and not _SECTION.search(text, _at(heads[-1]), place):
            yield Whole(heads[-1], tuple(f for f in parts if f.unit == heads[-1].unit))


def _sum(subject: Subject, statement: Statement, whole: Whole) -> Verdict | None:
    """None for parts that are not exact."""
    figures = (whole.head, *whole.parts)
    if any(figure.qualifier for figure in figures):
        return None
    total = Decimal(whole.head.value)
    found = sum((Decimal(part.value) for part in whole.parts), Decimal(0))
    if found == total:
        return PASSED
    metric = subject.law.metrics.get(whole.head.metric)
    stated = {part.metric for part in whole.parts}
    complete = metric is not None and bool(metric.parts) and stated >= set(metric.parts)
    if found < total and not complete:
        return _finding(statement, figures, "parts_open", plain(total), plain(found)) if len(whole.parts) > 1 else None
    case = "more" if found > total else "less"
    return _finding(statement, figures, case, plain(total), plain(found), {"gap": gap(found, total)})


def _rate(statement: Statement, before: Sequence[Figure], rate: Figure) -> Iterator[Verdict]:
    """A rate of completion behind the number of what was closed, and a share behind the number that has it."""
    counts = [f for f in before if f.unit != _PERCENT and not f.qualifier and not f.context]
    if not counts:
        return
    part = counts[-1]
    same = [Decimal(f.value) for f in counts[:-1] if f.unit == part.unit]
    if rate.metric in _RATES and part.metric in _CLOSED:
        wholes = list(dict.fromkeys([sum(same, Decimal(0)), *same]))
    elif rate.metric == "share":
        wholes = same
    else:
        return
    wholes = [whole for whole in wholes if whole >= Decimal(part.value) and whole > 0]
    if not wholes:
        return
    rates = [Decimal(part.value) * _HUNDRED / whole for whole in wholes]
    stated = Decimal(rate.value)
    step = Decimal(1).scaleb(int(stated.as_tuple().exponent))
    if any(abs(one - stated) < step for one in rates):
        yield PASSED
        return
    expected = plain(rates[0].quantize(min(step, Decimal("0.1"))))
    yield _finding(statement, (*counts, rate), "rate", expected, rate.value)


def _all(statement: Statement, rate: Figure, every: re.Pattern[str]) -> Iterator[Verdict]:
    """All were closed, says the sentence, and gives a rate of closing below 100 %."""
    if rate.metric not in _RATES or Decimal(rate.value) >= _HUNDRED:
        return
    for match in every.finditer(statement.text):
        if f"{match[0][-2:]}率" in rate.quote and "率" not in statement.text[match.end() : match.end() + 1]:
            yield _finding(statement, (rate,), "all", None, rate.value, {"all": match[0]})
            return


def _finding(
    statement: Statement,
    figures: Sequence[Figure],
    case: str,
    expected: str | None,
    found: str,
    slots: Slots | None = None,
) -> Verdict:
    start = min(_at(figure) for figure in figures)
    end = max(_at(figure) + len(figure.value) + len(figure.unit) for figure in figures)
    start = behind_last("，；：\n", statement.prose.text, statement.start, start)
    quote = statement.prose.quote(start, end)
    quote = quote if len(quote) <= _LONGEST_QUOTE else f"{quote[:_LONGEST_QUOTE]}…"
    unjudged = case == "parts_open"
    finding = Finding(
        _CODE,
        "not_assessable" if unjudged else "failed",
        at=figures[0].at,
        expected=expected,
        found=found,
        slots={"quote": quote, **(slots or {})},
        reason=case if unjudged else "",
        case="" if unjudged else case,
    )
    return Verdict(finding)


def _at(figure: Figure) -> int:
    return figure.offset if figure.offset is not None else 0


def _is_change(figure: Figure) -> bool:
    return bool(figure.context) and figure.context != "part"


def _finds(text: str, word: str, start: int, end: int) -> Iterator[int]:
    at = text.find(word, start, end)
    while at >= 0:
        yield at
        at = text.find(word, at + 1, end)


def _in_brackets(text: str, start: int, at: int) -> bool:
    return _opening(text, start, at) >= 0


def _opening(text: str, start: int, at: int) -> int:
    """Where the bracket opens in which ``at`` stands; -1 for none."""
    opened = max(text.rfind("（", start, at), text.rfind("(", start, at))
    closed = max(text.rfind("）", start, at), text.rfind(")", start, at))
    return opened if opened > closed else -1


def _bracketed(statement: Statement) -> dict[int, tuple[int, Figure]]:
    """Figures in brackets: id -> (where the bracket opens, figure)."""
    found = ((_opening(statement.prose.text, statement.start, _at(f)), f) for f in statement.figures)
    return {id(figure): (opened, figure) for opened, figure in found if opened >= 0}


def _groups(inside: dict[int, tuple[int, Figure]]) -> dict[int, list[Figure]]:
    groups: dict[int, list[Figure]] = {}
    for opened, figure in inside.values():
        groups.setdefault(opened, []).append(figure)
    return groups
