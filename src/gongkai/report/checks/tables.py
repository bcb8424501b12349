"""TX-TABLE: what the text states, against the cells that say the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache, partial

import msgspec

from gongkai.law.metric_model import Metric
from gongkai.report.checks.registry import judges
from gongkai.report.checks.subject import PASSED, Slots, Subject, Verdict
from gongkai.report.checks.wording import plain, quoted
from gongkai.report.figures import of_another_year
from gongkai.report.finding import Finding
from gongkai.report.form import Form
from gongkai.report.prose import Prose
from gongkai.report.report import Figure, Scope
from gongkai.report.statements import Statement
from gongkai.report.values import Place
from gongkai.report.vocabulary import vocabulary
from gongkai.text.patterns import holds_any, phrase, phrases

_CODE = "TX-TABLE"
_NEGATION = re.compile(r"[未没无](?:有|曾)?(?:因|收到|接到|接收|受[到理]|发生|产生|被|引发)")
_CLAUSE = re.compile(r"[，。；！？\n]")
_YEAR_END = re.compile(r"截[至止](?:到|于)?(?:20\d\d)?年?(?:12月(?:31日|底)|底)")
_TAIL = re.compile(r"[^，。；：！？,;:!?\n、（()）\d]{0,14}")
_RANGE = re.compile(r"至(\d+(?:\.\d+)?)")
_AT_MOST = Decimal("1.5")
_ABOUT = Decimal("0.1")
_LOWER = re.compile(r"[余多]|超|逾|以上|不少于|不低于|至少")


Total = int | Decimal | None


class Said(msgspec.Struct, frozen=True):
    """A number that the text states for a metric: 0 with ``none`` where it says that there was none.

    ``around``: what stands before it in its sentence, and the words about it; None where that is not known.
    """

    metric: Metric
    value: Decimal
    qualifier: str
    scope: Scope | None
    quote: str
    at: Place | None
    sentence: str
    around: Callable[[], tuple[str, str]] | None
    none: bool = False


@judges(_CODE)
def table(subject: Subject) -> Iterator[Verdict]:
    """Every figure of the whole year is what its cells say, in one of the ways in which it can be meant."""
    sentences = {id(figure): statement for statement in subject.statements for figure in statement.figures}
    for figure in subject.report.figures:
        meant = () if figure.context else subject.ground.sums.get(figure.metric, ())
        if meant:
            totals = [subject.total(keys) for keys in meant]
            value = Decimal(figure.value)
            if _is_one_of(totals, value, figure.qualifier):
                yield PASSED
            else:
                yield _differs(subject, _said(subject, figure, value, sentences.get(id(figure))), meant[0], totals)
    for prose in subject.prose.values():
        for said in _denials(subject, prose):
            meant = subject.ground.sums[said.metric.id][:1]
            if meant:
                totals = [subject.total(meant[0])]
                yield PASSED if _is_one_of(totals, said.value, "") else _differs(subject, said, meant[0], totals)


def _said(subject: Subject, figure: Figure, value: Decimal, statement: Statement | None) -> Said:
    metric = subject.law.metrics[figure.metric]
    sentence = statement.text if statement is not None else figure.quote
    around = partial(_around, statement, figure) if statement is not None else None
    return Said(metric, value, figure.qualifier, figure.scope, figure.quote, figure.at, sentence, around)


def _around(statement: Statement, figure: Figure) -> tuple[str, str]:
    """What stands before a figure in its sentence, and the words around it, back to the figure before."""
    text, at = statement.prose.text, figure.offset or 0
    begin = max(text.rfind(mark, statement.start, at) for mark in "，；：") + 1 or statement.start
    for other in statement.figures:
        if other.offset is not None and begin <= other.offset < at:
            begin = text.find(other.unit, other.offset) + len(other.unit)
    end = text.find(figure.unit, at) + len(figure.unit)
    tail = _TAIL.match(text, end)
    return text[statement.start : at], text[begin:at] + (tail[0] if tail is not None else "")


def _is_plain(subject: Subject, before: str, words: str) -> bool:
    check = subject.check(_CODE)
    if holds_any(_YEAR_END.sub("", before), check.words["narrow"]):
        return False
    for name in _names(subject.report.body or ""):
        words = words.replace(name, "")
    return _plain_words(check.words["plain"]).fullmatch(words) is not None


@lru_cache(maxsize=8)
def _names(body: str) -> tuple[str, ...]:
    """What a body is called."""
    short = body.removesuffix("人民政府")
    return tuple(name for name in (body, short, short[-3:], "镇政府", "乡政府") if len(name) > 1)


@lru_cache(maxsize=4)
def _plain_words(words: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the words, in any order, with the year; possessive, so that no text takes long."""
    return re.compile(rf"(?:(?:20\d\d年度?)|{'|'.join(phrase(text) for text in words)}|[\"“”])*+")


def _denials(subject: Subject, prose: Prose) -> Iterator[Said]:
    """Where the text says that there was none: 未收到政府信息公开申请."""
    deniable = vocabulary(subject.law).deniable
    text = prose.text
    met: set[tuple[int, str]] = set()
    for match in _NEGATION.finditer(text):
        start, end = prose.sentence(match.start())
        clause = max(text.rfind(mark, start, match.start()) for mark in "，；") + 1 or start
        stop = _CLAUSE.search(text, match.end())
        until = stop.start() if stop is not None else end
        words = text[clause:until]
        for metric in deniable:
            if (clause, metric.id) in met or phrases(metric.none).search(words) is None:
                continue
            met.add((clause, metric.id))
            if _is_apart(subject, words) or of_another_year(prose, start, until, words, subject.report.year):
                continue
            scope, around = prose.telling.scope(start, match.start()), partial(_pair, text[start:clause], words)
            quote, at = prose.quote(clause, until), prose.place(match.start())
            yield Said(metric, Decimal(0), "", scope, quote, at, text[start:end], around, none=True)


def _is_apart(subject: Subject, words: str) -> bool:
    """Whether a denial is narrowed; a review or a suit narrows none that is itself about reviews or suits."""
    apart = subject.check(_CODE).words["apart"]
    about = ("复议", "诉讼") if "信息公开" in words and "申请" not in words.partition("复议")[0][-3:] else ()
    return holds_any(words, tuple(word for word in apart if word not in about) if about else apart)


def _pair(before: str, words: str) -> tuple[str, str]:
    return before, words


def _is_one_of(totals: Sequence[Total], value: Decimal, qualifier: str) -> bool:
    return any(total is not None and _agrees(value, qualifier, total) for total in totals)


@lru_cache(maxsize=512)
def _cells(form: Form, words: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    """The keys of a sum's cells, and their names."""
    keys = tuple(key.removeprefix("-") for key in words)
    return keys, quoted(form.cells[key].label for key in keys)


def _differs(subject: Subject, said: Said, meant: tuple[str, ...], totals: Sequence[Total]) -> Verdict:
    """The verdict on a number that is none of the ``totals``; ``meant`` are the cells of the first."""
    keys, cells = _cells(subject.form, meant)
    metric = said.metric
    slots: Slots = {
        "quote": said.quote,
        "label": metric.label,
        "metric": metric.id.replace("_", " "),
        "cells": cells,
    }
    reason = _obstacle(subject, said, totals)
    values = list(dict.fromkeys(plain(total) for total in totals if total is not None))
    expected, found = "或者".join(values) or None, f"{plain(said.value)}{said.qualifier}"
    if reason is not None:
        finding = Finding(_CODE, "not_assessable", keys, said.at, expected, found, slots, reason)
    else:
        case = "none" if said.none else "figure"
        finding = Finding(_CODE, "failed", keys, said.at, expected, found, slots, case=case)
    return Verdict(finding)


def _obstacle(subject: Subject, said: Said, totals: Sequence[Total]) -> str | None:
    """Why a difference says nothing; None where it is a contradiction."""
    if None in totals:
        return "text_without_cell"
    own = subject.report.scope
    if own is None or (said.scope or own) != own or (own == "aggregate" and said.scope is None):
        return "text_scope"
    if said.qualifier:
        return "text_about"
    named = not said.metric.nexus or holds_any(said.sentence, said.metric.nexus)
    if said.metric.binding == "loose" or not named or said.around is None or not _is_plain(subject, *said.around()):
        return "text_loose"
    return None


def _agrees(stated: Decimal, qualifier: str, value: int | Decimal) -> bool:
    """Whether the number is that of the table, as exactly as the text states it."""
    if not qualifier:
        return stated == value
    upper = _RANGE.fullmatch(qualifier)
    if upper is not None:
        return stated <= value <= Decimal(upper[1])
    if _LOWER.search(qualifier):
        return stated <= value <= stated * _AT_MOST
    return abs(stated - value) <= value * _ABOUT
