"""What the text states twice, and what it claims to be done: TX-TWO-FIGURES, TX-ALL-ANSWERED."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from gongkai.report.checks.registry import judges
from gongkai.report.checks.subject import PASSED, Subject, Verdict
from gongkai.report.checks.wording import plain
from gongkai.report.figures import of_another_year
from gongkai.report.finding import Finding
from gongkai.report.prose import Prose
from gongkai.report.report import Figure
from gongkai.text.patterns import behind_last, finder, holds_any

_TWO = "TX-TWO-FIGURES"
_ALL = "TX-ALL-ANSWERED"
# As far before a rate as a word may stand that makes it one of punctuality.
_ON_TIME = 4
_CARRIED = "requests.carried_out.total"


@judges(_TWO)
def two_figures(subject: Subject) -> Iterator[Verdict]:
    """A number that is one for the year is not given as two; a part is not more than its whole."""
    stated: dict[str, list[Figure]] = {}
    for figure in subject.report.figures:
        if figure.metric in subject.law.metrics and not figure.context:
            stated.setdefault(figure.metric, []).append(figure)
    for name, figures in stated.items():
        metric = subject.law.metrics[name]
        if metric.single and len(figures) > 1:
            pair = next((p for p in combinations(figures, 2) if _differ(subject, *p)), None)
            yield PASSED if pair is None else _same(subject, *pair)
        whole = stated.get(metric.within or "")
        if whole:
            more = next((f for f in figures if _is_more(f, whole[0])), None)
            yield PASSED if more is None else _within(subject, whole[0], more)


def _differ(subject: Subject, one: Figure, other: Figure) -> bool:
    """Whether two statements of one metric cannot both be right; received may mean with or without the carried."""
    if one.qualifier or other.qualifier or one.unit != other.unit or one.value == other.value:
        return False
    if one.scope != other.scope and None not in (one.scope, other.scope):
        return False
    totals = subject.totals(one.metric)
    return Decimal(one.value) not in totals or Decimal(other.value) not in totals


def _is_more(part: Figure, whole: Figure) -> bool:
    if part.unit != whole.unit or whole.qualifier or part.qualifier.startswith("至"):
        return False
    if part.scope != whole.scope and None not in (part.scope, whole.scope):
        return False
    return Decimal(part.value) > Decimal(whole.value)


def _same(subject: Subject, one: Figure, other: Figure) -> Verdict:
    metric = subject.law.metrics[one.metric]
    slots: dict[str, str | int] = {
        "label": metric.label,
        "metric": metric.id.replace("_", " "),
        "first": one.value + one.unit,
        "quote": one.quote,
        "other": other.quote,
    }
    found = other.value + other.unit
    return Verdict(Finding(_TWO, "failed", at=other.at, found=found, slots=slots, case="same"))


def _within(subject: Subject, whole: Figure, part: Figure) -> Verdict:
    metric = subject.law.metrics[part.metric]
    slots: dict[str, str | int] = {
        "label": subject.law.metrics[whole.metric].label,
        "metric": metric.id.replace("_", " "),
        "part": metric.label,
        "quote": whole.quote,
        "other": part.quote,
    }
    expected, found = whole.value + whole.unit, part.value + part.unit
    return Verdict(Finding(_TWO, "failed", (), part.at, expected, found, slots, case="within"))


@judges(_ALL)
def all_answered(subject: Subject) -> Iterator[Verdict]:
    """Not all are answered where some are carried over to the next year."""
    words = subject.check(_ALL).words
    for prose in subject.prose.values():
        if not holds_any(prose.text, words["about"]):
            continue
        for case in ("all", "rate"):
            ends = -1
            for match in sorted(finder(words[case], 14).find(prose.text), key=lambda found: found.end()):
                quote = _claim(subject, prose, match) if match.start() >= ends else None
                if quote is not None:
                    ends = prose.sentence(match.start())[1]
                    yield _answered(subject, prose, match, case, quote)


def _claim(subject: Subject, prose: Prose, match: re.Match[str]) -> str | None:
    """The clause that claims it of this year's requests; None for a claim about anything else."""
    words = subject.check(_ALL).words
    start, end = prose.sentence(match.start())
    before, sentence = prose.text[start : match.end()], prose.text[start:end]
    if not holds_any(before, words["about"]) or holds_any(before, words["apart"]):
        return None
    if holds_any(sentence, words["carried"]):
        return None
    if "率" in match[0] and holds_any(before[-len(match[0]) - _ON_TIME :], words["on_time"]):
        return None
    if of_another_year(prose, start, match.end(), match[0], subject.report.year):
        return None
    clause = behind_last("，；", prose.text, start, match.start())
    return prose.quote(clause, match.end())


def _answered(subject: Subject, prose: Prose, match: re.Match[str], case: str, quote: str) -> Verdict:
    value = subject.cell(_CARRIED).value
    if value == 0:
        return PASSED
    slots: dict[str, str | int] = {
        "quote": quote,
        "cells": f"“{subject.form.cells[_CARRIED].label}”",
        "metric": "requests carried out",
    }
    at = prose.place(match.start())
    scope = prose.telling.scope(prose.sentence(match.start())[0], match.end())
    if value is None:
        finding = Finding(_ALL, "not_assessable", (_CARRIED,), at, slots=slots, reason="text_without_cell")
    elif scope is not None and scope != subject.report.scope:
        finding = Finding(_ALL, "not_assessable", (_CARRIED,), at, slots=slots, reason="text_scope")
    else:
        finding = Finding(_ALL, "failed", (_CARRIED,), at, plain(value), quote, slots, case=case)
    return Verdict(finding)
