"""The numbers that a report states in its text: ``Prose`` -> ``Figure``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from gongkai.law import LawView
from gongkai.law.metric_model import Metric
from gongkai.report.prose import Prose
from gongkai.report.report import Context, Figure
from gongkai.report.sentence import Telling
from gongkai.report.vocabulary import OTHER, Around, Vocabulary, vocabulary
from gongkai.text.quantities import Quantity, quantities

_CLAUSE_ENDS: Final = "，。；：！？,;:!?\n"
_CLAUSES_BEFORE: Final = re.compile(r".*[，。；：！？,;:!?\n]", re.DOTALL)
_CLAUSE_END: Final = re.compile(r"[，。；：！？,;:!?\n]")
# What stands behind a number in its clause; it also ends where another item of a list begins.
_TAIL: Final = re.compile(r"[^，。；：！？,;:!?\n、（()）\d]{0,14}")
_LONGEST_WINDOW: Final = 48
_LONGEST_NEAR: Final = 30
_OTHER_YEAR: Final = re.compile(
    r"去年|上年(?!度?[^，。]{0,16}[结转])|上一年(?!度?[^，。]{0,16}[结转])|往年|历年|近[两三四五\d]年|以来"
)
_CHANGE: Final = re.compile(r"增长|增加|减少|下降|同比|环比|比上年|较上年|上升|提高|多于|少于|翻")
_PLAN: Final = re.compile(r"计划|力争|争取|目标|[拟将](?!.{0,6}[信息内容文件])")
# Any of the first characters of the three expressions above: mostly there is none, and one look is enough.
_OF_ANOTHER_KIND: Final = re.compile(r"[去上往历近以增减下同环比较提多少翻计力争目拟将]")
_SOMEBODY_OF_MANY: Final = re.compile(r"其中[^，。；]*[局镇乡县区市办委院村]")


def extract_figures(prose: Iterable[Prose], law: LawView, year: int | None) -> tuple[Figure, ...]:
    """Every number that the text states, in order; ``year`` is that of the report.

    ``metric`` is ``other`` where the words name nothing of the vocabulary. Numbers in Chinese numerals count only
    with a metric: a 一次 or 两个 of running text is mostly no statement.
    """
    words = vocabulary(law)
    return tuple(figure for part in prose for figure in _section(part, words, year))


def _section(prose: Prose, words: Vocabulary, year: int | None) -> Iterator[Figure]:
    text, telling = prose.text, prose.telling
    start, end, clause, looked, before, family, seen = 0, 0, 0, 0, 0, None, set[str]()
    for quantity in quantities(text):
        if quantity.start >= end:
            start, end = prose.sentence(quantity.start)
            clause = looked = before = start
            family, seen = None, set()
        passed = _CLAUSES_BEFORE.match(text, looked, quantity.start)
        clause, looked = passed.end() if passed is not None else clause, quantity.start
        around = _around(text, quantity, clause, before, start, family)
        metric = words.metric(around, quantity.unit)
        if quantity.in_words and (metric is None or metric.generic or _mere_words(text, quantity)):
            continue
        before, family = quantity.end, metric.family if metric is not None else ""
        figure = _figure(prose, quantity, metric, around, clause, _context(telling, metric, around, year, seen))
        if not figure.context:
            seen.add(figure.metric)
        yield figure


def _mere_words(text: str, quantity: Quantity) -> bool:
    """Whether a number in words introduces a thing rather than counts: 一件申请, 等六个部分, 三个“一”."""
    behind = text[quantity.end : quantity.end + 1]
    return (
        text[quantity.start - 1 : quantity.start] == "等"
        or behind in "“‘《"
        or ((quantity.value == 1 or quantity.unit == "个") and behind not in _CLAUSE_ENDS + "、）)")
    )


def _around(text: str, quantity: Quantity, clause: int, before: int, sentence: int, family: str | None) -> Around:
    start, end = quantity.start, quantity.end
    tail = _TAIL.match(text, end)
    stop = tail.end() if tail is not None else end
    own = clause if clause > before else before
    first = max(own, start - _LONGEST_WINDOW)
    nearest = max(before, clause - _LONGEST_NEAR)
    return Around(text, sentence, start, (end, stop), f"{text[first:start]}#{text[end:stop]}", first, nearest, family)


def _figure(
    prose: Prose, quantity: Quantity, metric: Metric | None, around: Around, clause: int, context: Context
) -> Figure:
    end = _CLAUSE_END.search(prose.text, quantity.end)
    return Figure(
        metric=metric.id if metric is not None else OTHER,
        value=format(quantity.value, "f"),
        unit=quantity.unit,
        qualifier=quantity.qualifier,
        scope=prose.telling.scope(around.start, around.until, around.behind),
        quote=prose.quote(clause, end.start() if end else len(prose.text)),
        at=prose.place(quantity.start),
        context=context,
        section=prose.section,
        offset=quantity.start,
    )


def of_another_year(prose: Prose, start: int, until: int, window: str, year: int | None) -> bool:
    """Whether what the sentence from ``start`` says before ``until`` is told of another year than ``year``.

    ``window`` is its own clause, which may speak of several years.
    """
    return prose.telling.names_another_year(start, until, year) or _OTHER_YEAR.search(window) is not None


def _context(telling: Telling, metric: Metric | None, around: Around, year: int | None, seen: set[str]) -> Context:
    if _OF_ANOTHER_KIND.search(around.window):
        if _CHANGE.search(around.window):
            return "change"
        if _OTHER_YEAR.search(around.window):
            return "other_year"
        if _PLAN.search(around.window):
            return "plan"
    if telling.names_another_year(around.start, around.until, year):
        return "other_year"
    if metric is not None and metric.single and (metric.id in seen or _is_of_many(around)):
        return "part"
    return ""


def _is_of_many(around: Around) -> bool:
    """Whether the number is that of one body among several: 其中县政府办12件."""
    return _SOMEBODY_OF_MANY.search(around.text, around.start, around.behind[1]) is not None
