"""TX-YEAR: whether what is told of this year's work names this year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from gongkai.report.checks.registry import judges
from gongkai.report.checks.subject import PASSED, Subject, Verdict
from gongkai.report.finding import Finding
from gongkai.report.prose import Prose
from gongkai.report.report import Figure
from gongkai.text.patterns import holds_any, phrases

_CODE = "TX-YEAR"
# A year that opens a clause and says when something was done: 2020年，… or 2020年度我镇…
_OPENING = re.compile(r"20(?P<year>\d\d)年度?[，,]?")
_BEFORE_OPENING = "，。；！？\n"
_YEAR = re.compile(r"20(?<!\d20)\d\d(?=年)")
_QUOTED = re.compile(r"《[^》]*》|〔[^〕]*〕|“[^”]*”")
_NAMING = re.compile(
    r"(?:现[将予]?以?|编制|公布|发布)[^。；关]{0,30}?(?P<year>20\d\d)年度?(?:政府信息公开|政务公开)(?:工作)?(?:年度)?(?:报告|年报)"
    r"(?!有关|相关|的?通知|格式|编制|工作)"
)
_MARK = re.compile("[，；。]")
_SUBJECT_WITHIN = 16
_SURE = 5
_ENDINGS = re.compile(r"(?:人民政府|政府|办事处|管理委员会|管委会)$")


@judges(_CODE)
def year(subject: Subject) -> Iterator[Verdict]:
    """Statements on the body's own work of the year name the year of the report."""
    told = [found for prose in subject.prose.values() for found in _statements(subject, prose)]
    wrong = [finding for finding in told if finding is not None]
    guessed = subject.report.year is None or any(n.code == "YEAR-GUESSED" for n in subject.report.notices)
    if guessed and told:
        yield Verdict(Finding(_CODE, "not_assessable", reason="year_unknown"))
    elif wrong:
        yield from map(Verdict, wrong)
    elif subject.prose.get("overview") is not None:
        yield PASSED


def _statements(subject: Subject, prose: Prose) -> Iterator[Finding | None]:
    """A finding for each statement under another year, None for one under the right year."""
    reported = subject.report.year
    first = True
    for match in _OPENING.finditer(prose.text):
        if prose.text[match.start() - 1 : match.start()] not in _BEFORE_OPENING:
            continue
        found = 2000 + int(match["year"])
        if found == reported:
            first = False
            yield None
            continue
        start, end = prose.sentence(match.start())
        if reported is None:
            yield None
        elif _is_own_work(subject, prose.text[start:end], prose.text[match.end() : end], found, reported, first):
            yield _finding(subject, prose, match, first)
        first = False
    if prose.section == "preface":
        for match in _NAMING.finditer(prose.text):
            if int(match["year"]) != reported and reported is not None:
                yield _made(prose, match.start(), match.end(), match["year"], reported, "naming")


def _is_own_work(subject: Subject, sentence: str, rest: str, found: int, reported: int, opens: bool) -> bool:
    """Whether a sentence with the year ``found`` tells of the body's work, and of no other time."""
    words = subject.check(_CODE).words
    if not holds_any(rest, words["work"]):
        return False
    plain = _QUOTED.sub("", sentence)
    if holds_any(plain, words["other_time"]) or any(int(y) != found for y in _YEAR.findall(plain)):
        return False
    if found > reported and holds_any(plain, words["future"]):
        return False
    head = rest[:_SUBJECT_WITHIN]
    return opens or phrases(words["own"]).search(head) is not None or _core(subject.report.body) in head


def _core(body: str | None) -> str:
    """The part of a body's name by which it calls itself; a mark that no text holds where there is none."""
    name = _ENDINGS.sub("", body or "")
    return name[-3:] if len(name) > 1 else "\0"


def _finding(subject: Subject, prose: Prose, match: re.Match[str], opens: bool) -> Finding:
    reported = subject.report.year or 0
    last_year = abs(int(match[0][:4]) - reported) == 1
    sure = opens and last_year and prose.section == "overview" and not _names(prose.text, f"{reported}年")
    figure = None if sure else _own_figure(subject, prose, match)
    case = "opening" if sure else "figure" if figure is not None else "elsewhere"
    end = prose.sentence(match.start())[1]
    mark = _MARK.search(prose.text, match.end() + 1, end)
    stop = mark.start() if mark is not None else end
    if figure is not None and figure.offset is not None:
        stop = figure.offset + len(figure.value) + len(figure.unit)
    return _made(prose, match.start(), stop, match[0][:4], reported, case)


def _names(text: str, year: str) -> bool:
    """Whether a text names a year outside of titles, document numbers and quotations."""
    return year in text and year in _QUOTED.sub("", text)


def _own_figure(subject: Subject, prose: Prose, match: re.Match[str]) -> Figure | None:
    """A figure of the sentence that is this year's in the table, and too large for that to be chance."""
    _, end = prose.sentence(match.start())
    for figure in subject.report.figures:
        if figure.section != prose.section or figure.offset is None or not match.end() <= figure.offset < end:
            continue
        metric = subject.law.metrics.get(figure.metric)
        if metric is None or figure.qualifier or Decimal(figure.value) < _SURE:
            continue
        for keys in subject.ground.meant[metric.id].sums:
            values = [subject.cell(key.removeprefix("-")).value for key in keys]
            numbers = [value for value in values if value is not None]
            if len(keys) == 1 and numbers and Decimal(numbers[0]) == Decimal(figure.value):
                return figure
    return None


def _made(prose: Prose, start: int, end: int, found: str, reported: int, case: str) -> Finding:
    slots: dict[str, str | int] = {"quote": prose.quote(start, end)}
    return Finding(_CODE, "failed", (), prose.place(start), str(reported), found, slots, case=case)
