"""TX-TABLE: what the text states, against the cells that say the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache, partial

import msgspec

from gongkai.report.checks.ground import Meant
from gongkai.report.checks.registry import judges
from gongkai.report.checks.subject import PASSED, Subject, Total, Verdict
from gongkai.report.checks.wording import plain
from gongkai.report.figures import of_another_year
from gongkai.report.finding import Finding
from gongkai.report.prose import Prose
from gongkai.report.report import Figure, Scope
from gongkai.report.statements import Statement
from gongkai.report.values import Place
from gongkai.report.vocabulary import vocabulary
from gongkai.text.patterns import behind_last, holds_any, phrase, phrases

_CODE = "TX-TABLE"
_NEGATION = re.compile(r"[未没无](?:有|曾)?(?:因|收到|接到|接收|受[到理]|发生|产生|被|引发)")
_CLAUSE = re.compile(r"[，。；！？\n]")
_YEAR_END = re.compile(r"截[至止](?:到|于)?(?:20\d\d)?年?(?:12月(?:31日|底)|底)")
_TAIL = re.compile(r"[^，。；：！？,;:!?\n、（()）\d]{0,14}")
_RANGE = re.compile(r"至(\d+(?:\.\d+)?)")
_AT_MOST = Decimal("1.5")
_ABOUT = Decimal("0.1")
_ZERO = Decimal(0)
_LOWER = re.compile(r"[余多]|超|逾|以上|不少于|不低于|至少")


class Said(msgspec.Struct, frozen=True, gc=False):
    """A number that the text states for a metric: 0 with ``none`` where it says that there was none.

    ``place`` is its sentence, from start to end of a text; ``around``: what stands before it there, and the words
    about it; None where that is not known.
    """

    meant: Meant
    value: Decimal
    qualifier: str
    scope: Scope | None
    quote: str
    at: Place | None
    place: tuple[str, int, int]
    around: Callable[[], tuple[str, str]] | None
    none: bool = False


@judges(_CODE)
def table(subject: Subject) -> Iterator[Verdict]:
    """Every figure of the whole year is what its cells say, in one of the ways in which it can be meant."""
    sentences = {id(figure): statement for statement in subject.statements for figure in statement.figures}
    for figure in subject.report.figures:
        meant = subject.ground.meant.get(figure.metric)
        if figure.context or meant is None or not meant.sums:
            continue
        totals = subject.totals(figure.metric)
        value = Decimal(figure.value)
        if _is_one_of(totals, value, figure.qualifier):
            yield PASSED
        else:
            yield _differs(subject, _said(meant, figure, value, sentences.get(id(figure))), totals)
    for prose in subject.prose.values():
        for said in _denials(subject, prose):
            totals = subject.totals(said.meant.metric.id)[:1]
            if totals:
                yield PASSED if said.value in totals else _differs(subject, said, totals)


def _said(meant: Meant, figure: Figure, value: Decimal, statement: Statement | None) -> Said:
    quote = figure.quote
    if statement is None:
        return Said(meant, value, figure.qualifier, figure.scope, quote, figure.at, (quote, 0, len(quote)), None)
    place, around = (statement.prose.text, statement.start, statement.end), partial(_around, statement, figure)
    return Said(meant, value, figure.qualifier, figure.scope, quote, figure.at, place, around)


def _around(statement: Statement, figure: Figure) -> tuple[str, str]:
    """What stands before a figure in its sentence, and the words around it, back to the figure before."""
    text, at = statement.prose.text, figure.offset or 0
    begin = behind_last("，；：", text, statement.start, at)
    for other in statement.figures:
        if other.offset is not None and begin <= other.offset < at:
            begin = text.find(other.unit, other.offset) + len(other.unit)
    end = text.find(figure.unit, at) + len(figure.unit)
    tail = _TAIL.match(text, end)
    return text[statement.start : at], text[begin:at] + (tail[0] if tail is not None else "")


def _is_plain(subject: Subject, before: str, words: str) -> bool:
    check = subject.check(_CODE)
    if holds_any(_YEAR_END.sub("", before) if "截" in before else before, check.words["narrow"]):
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
        clause = behind_last("，；", text, start, match.start())
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
            meant = subject.ground.meant[metric.id]
            yield Said(meant, _ZERO, "", scope, quote, at, (text, start, end), around, none=True)


def _is_apart(subject: Subject, words: str) -> bool:
    """Whether a denial is narrowed; a review or a suit narrows none that is itself about reviews or suits."""
    apart = subject.check(_CODE).words["apart"]
    about = ("复议", "诉讼") if "信息公开" in words and "申请" not in words.partition("复议")[0][-3:] else ()
    return holds_any(words, tuple(word for word in apart if word not in about) if about else apart)


def _pair(before: str, words: str) -> tuple[str, str]:
    return before, words


def _is_one_of(totals: Sequence[Total], value: Decimal, qualifier: str) -> bool:
    if not qualifier:
        return value in totals
    return any(total is not None and _agrees(value, qualifier, total) for total in totals)


def _differs(subject: Subject, said: Said, totals: Sequence[Total]) -> Verdict:
    """The verdict on a number that is none of the ``totals``; told are the cells of the first."""
    keys, slots = said.meant.keys, {"quote": said.quote, **said.meant.slots}
    reason = _obstacle(subject, said, totals)
    values = dict.fromkeys([plain(total) for total in totals if total is not None])
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
    if said.around is None or not _is_bound(said) or not _is_plain(subject, *said.around()):
        return "text_loose"
    return None


def _is_bound(said: Said) -> bool:
    """Whether the words leave no doubt that they mean the cells."""
    metric, (text, start, end) = said.meant.metric, said.place
    return metric.binding != "loose" and (not metric.nexus or holds_any(text, metric.nexus, start, end))


def _agrees(stated: Decimal, qualifier: str, value: int | Decimal) -> bool:
    """Whether a number that is less than exact is that of the table, as exactly as the text states it."""
    upper = _RANGE.fullmatch(qualifier)
    if upper is not None:
        return stated <= value <= Decimal(upper[1])
    if _LOWER.search(qualifier):
        return stated <= value <= stated * _AT_MOST
    return abs(stated - value) <= value * _ABOUT
