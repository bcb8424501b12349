"""The paragraph on remedies: what the law data says one can do against the reply, and by when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from gongkai.procedure.explain import say_date
from gongkai.procedure.remedies import Way, ways
from gongkai.procedure.rules import Procedure
from gongkai.text.numerals import chinese_numeral
from gongkai.writing.letters.facts import Facts, Item
from gongkai.writing.letters.filling import Filling, term
from gongkai.writing.letters.texts import wording


def remedies(
    procedure: Procedure, filling: Filling, facts: Facts, outcomes: Sequence[tuple[str, tuple[str, ...]]], day: dt.date
) -> str:
    """The remedies against items, each an outcome with those of its withheld parts, under the law of ``day``.

    Where reconsideration must come first no direct suit is offered, and where that holds of some parts only, the
    paragraph says of which.
    """
    words = wording().remedies
    first = {outcome: _blocked(procedure, outcome, day) for pair in outcomes for outcome in (pair[0], *pair[1])}
    any_first, any_free = any(first.values()), not all(first.values())
    texts = [words["choice"]]
    if any_first:
        texts = [words["some_first"], words["others"]] if any_free else [words["first"]]
    more = {"denied": _denied(outcomes, first), **_terms(filling, any_first, any_free)}
    told = [filling.fill(text, more) for text in texts]
    told[-1] += _last_days(procedure, filling, facts, first)
    if facts.body.supervisor and any(way.id == "complaint" for way in ways(procedure, None, day)):
        told.append(filling.fill(words["complaint"]))
    return "\n".join(told)


def parts(item: Item) -> tuple[str, tuple[str, ...]]:
    """The outcome of an item with those of the parts that are withheld."""
    return item.outcome, tuple(part.outcome for part in item.withheld)


def _blocked(procedure: Procedure, outcome: str, day: dt.date) -> bool:
    return any(way.must_wait for way in ways(procedure, outcome, day))


def _denied(outcomes: Sequence[tuple[str, tuple[str, ...]]], first: dict[str, bool]) -> str:
    """Which items are meant, by their numbers; nothing where there is only one."""
    if len(outcomes) == 1:
        return "中"
    numbers = [
        f"第（{chinese_numeral(i)}）项"
        for i, (outcome, withheld) in enumerate(outcomes, 1)
        if any(first[name] for name in (outcome, *withheld))
    ]
    return "、".join(numbers) + "中"


def _terms(filling: Filling, any_first: bool, any_free: bool) -> dict[str, str]:
    found = {"reconsideration_term": term(filling.law, "reconsideration")}
    if any_free:
        found["suit_term"] = term(filling.law, "suit")
    if any_first:
        found["after_term"] = term(filling.law, "suit_after_reconsideration")
    return found


def _last_days(procedure: Procedure, filling: Filling, facts: Facts, first: dict[str, bool]) -> str:
    """The last days where the day of receipt is known and no notice of holidays can still move them."""
    if facts.served is None:
        return ""
    words = wording().remedies
    free = [outcome for outcome, blocked in first.items() if not blocked]
    by_id = {way.id: way for way in ways(procedure, free[0] if free else next(iter(first)), facts.served)}
    told = [_last(words["last_reconsideration"], by_id["reconsideration"])]
    if free:
        mixed = len(free) < len(first)
        told.append(_last(words["last_suit_others" if mixed else "last_suit"], by_id["suit"]))
    days = "，".join(text for text in told if text)
    return filling.fill(words["last_days"], {"served": say_date(facts.served), "days": days}) if days else ""


def _last(text: str, way: Way) -> str:
    if way.term is None or way.term.due is None or way.term.provisional:
        return ""
    return text.format(last=say_date(way.term.due))
