"""The numbers that a report states in its text: ``Prose`` -> ``Figure``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from gongkai.law import LawView
from gongkai.law.metric_model import Metric
from gongkai.report.prose import Prose
from gongkai.report.report import Context, Figure, Scope
from gongkai.report.vocabulary import OTHER, Around, Vocabulary, vocabulary
from gongkai.text.quantities import Quantity, quantities

_CLAUSE_ENDS: Final = "，。；：！？,;:!?\n"
_CLAUSES_BEFORE: Final = re.compile(r".*[，。；：！？,;:!?\n]", re.DOTALL)
_CLAUSE_END: Final = re.compile(r"[，。；：！？,;:!?\n]")
# What stands behind a number in its clause; it also ends where another item of a list begins.
_TAIL: Final = re.compile(r"[^，。；：！？,;:!?\n、（()）\d]{0,14}")
_LONGEST_WINDOW: Final = 48
_LONGEST_NEAR: Final = 30
_SCOPE: Final = re.compile(
    r"(?P<aggregate>全[省市县区州盟旗]|全系统|全辖区|各级|本[省市县区州]各)"
    r"|(?P<own>本机关|本级|本单位|[我本][局镇乡办委厅院处队]|[我本]街道|[我本]中心|全[镇乡]|[省市县区州旗]政府办|[市县区省]直|各部门|[市县区省]级)"
)
_YEAR: Final = re.compile(r"(?<!\d)(20\d\d)(?=年)")
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
    text = prose.text
    start, end, before, family, seen = 0, 0, 0, None, set[str]()
    for quantity in quantities(text):
        if quantity.start >= end:
            start, end = prose.sentence(quantity.start)
            before, family, seen = start, None, set()
        passed = _CLAUSES_BEFORE.match(text, start, quantity.start)
        clause = passed.end() if passed is not None else start
        around = _around(text, quantity, clause, before, start, family)
        metric = words.metric(around, quantity.unit)
        if quantity.in_words and (metric is None or metric.generic or _mere_words(text, quantity)):
            continue
        before, family = quantity.end, metric.family if metric is not None else ""
        figure = _figure(prose, quantity, metric, around, clause, _context(metric, around, year, seen))
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
    tail = _TAIL.match(text, quantity.end)
    behind = f"#{tail[0]}" if tail is not None else "#"
    near = text[max(before, clause - _LONGEST_NEAR) : quantity.start]
    window = text[max(before, clause, quantity.start - _LONGEST_WINDOW) : quantity.start]
    return Around(window + behind, near + behind, text[sentence : quantity.start] + behind[1:], family)


def _figure(
    prose: Prose, quantity: Quantity, metric: Metric | None, around: Around, clause: int, context: Context
) -> Figure:
    end = _CLAUSE_END.search(prose.text, quantity.end)
    return Figure(
        metric=metric.id if metric is not None else OTHER,
        value=format(quantity.value, "f"),
        unit=quantity.unit,
        qualifier=quantity.qualifier,
        scope=scope_of(around.sentence),
        quote=prose.quote(clause, end.start() if end else len(prose.text)),
        at=prose.place(quantity.start),
        context=context,
        section=prose.section,
        offset=quantity.start,
    )


def scope_of(sentence: str) -> Scope | None:
    """Whose number stands at the end of ``sentence``, by the last words that say so; None where none do."""
    found: Scope | None = None
    for match in _SCOPE.finditer(sentence):
        found = "own" if match["own"] else "aggregate"
    return found


def of_another_year(sentence: str, window: str, year: int | None) -> bool:
    """Whether what stands at the end of ``sentence`` is told of another year than ``year``, or of several.

    ``window`` is its own clause.
    """
    years = _YEAR.findall(sentence) if "20" in sentence else []
    return (bool(years) and year is not None and int(years[-1]) != year) or _OTHER_YEAR.search(window) is not None


def _context(metric: Metric | None, around: Around, year: int | None, seen: set[str]) -> Context:
    if _OF_ANOTHER_KIND.search(around.window):
        if _CHANGE.search(around.window):
            return "change"
        if _OTHER_YEAR.search(around.window):
            return "other_year"
        if _PLAN.search(around.window):
            return "plan"
    if of_another_year(around.sentence, "", year):
        return "other_year"
    if metric is not None and metric.single and (metric.id in seen or _SOMEBODY_OF_MANY.search(around.sentence)):
        return "part"
    return ""
