"""How the text is written: doubled words, document numbers, wording that the law has left behind."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.report.checks.registry import judges
from gongkai.report.checks.subject import PASSED, Subject, Verdict
from gongkai.report.finding import Finding
from gongkai.text.doubled import doubled_words
from gongkai.text.normal import squeeze
from gongkai.text.patterns import Finder, finder, holds_any

_NUMBER = re.compile(r"[\[［(（【](?P<year>(?:19|20)\d{2})[\]］)）】]第?(?P<no>\d{1,5})号")
_ISSUER = re.compile(r"[\u4e00-\u9fff]{1,8}$")
_AROUND = 8
_HISTORY = 6


@judges("ST-DOUBLED-WORD")
def doubled(subject: Subject) -> Iterator[Verdict]:
    """No word is written twice in a row; the title has its own check."""
    words = subject.check("ST-DOUBLED-WORD").words
    kept = words["kept"]
    printed = subject.report.evidence.title
    title = squeeze(printed.text) if printed is not None else ""
    fine = True
    text = subject.all_prose.text
    # Of single characters few make a fault, which are looked for at once.
    shortest = 1 if holds_any(text, words["single"]) else 2
    for place, word in sorted(doubled_words(text, shortest)):
        if word * 2 in words["repeated"] or (len(word) == 1 and word * 2 not in words["single"]):
            continue
        if any(_covers(text, place, place + 2 * len(word), keep) for keep in kept) or word * 2 in title:
            continue
        prose, at = subject.all_prose.locate(place)
        start, stop = prose.sentence(at)
        if prose.begins_line(at + len(word)) or any(mark in prose.text[start:stop] for mark in words["chrome"]):
            continue
        fine = False
        end = at + 2 * len(word)
        slots: dict[str, str | int] = {"quote": prose.quote(max(start, at - _AROUND), min(stop, end + _AROUND))}
        yield Verdict(Finding("ST-DOUBLED-WORD", "failed", (), prose.place(at), word, word * 2, slots))
    if fine and subject.prose:
        yield PASSED


@judges("ST-DOCUMENT-NUMBER")
def document_numbers(subject: Subject) -> Iterator[Verdict]:
    """The year in a document number stands in 〔〕."""
    fine = True
    text = subject.all_prose.text
    for match in _NUMBER.finditer(text):
        issuer = _ISSUER.search(text, max(0, match.start() - _AROUND), match.start())
        if issuer is None:
            continue
        fine = False
        name = issuer[0].rpartition("号")[2]
        prose, at = subject.all_prose.locate(match.start())
        expected = f"{name}〔{match['year']}〕{match['no']}号"
        found = prose.quote(at - len(name), at + len(match[0]))
        yield Verdict(Finding("ST-DOCUMENT-NUMBER", "failed", (), prose.place(at), expected, found))
    if fine and subject.prose:
        yield PASSED


@judges("ST-OLD-BASIS", governed=True)
def old_basis(subject: Subject) -> Iterator[Verdict]:
    """What is cited is in force: the principles of 2019, the form of the year."""
    check = subject.check("ST-OLD-BASIS")
    year = subject.report.year
    required = subject.law.form_for_year(year) if year is not None else None
    first = next(iter(subject.law.forms.values()), None)
    fine = True
    for case in check.cases:
        if case.id == "format" and (required is None or required is first):
            continue
        match = _cited(subject.all_prose.text, finder(check.words[case.id], 2), check.words["history"])
        if match is not None:
            fine = False
            prose, at = subject.all_prose.locate(match.start())
            found = prose.quote(at, at + len(match[0]))
            yield Verdict(Finding("ST-OLD-BASIS", "failed", at=prose.place(at), found=found, case=case.id))
    if fine and subject.prose:
        yield PASSED


def _cited(text: str, found: Finder, history: tuple[str, ...]) -> re.Match[str] | None:
    """The first mention that is no look back."""
    for match in found.find(text):
        before = text[max(0, match.start() - _HISTORY) : match.start()]
        if not holds_any(before, history):
            return match
    return None


def _covers(text: str, start: int, end: int, word: str) -> bool:
    """Whether ``word`` stands over the characters ``start`` to ``end``."""
    return text.find(word, max(0, end - len(word)), start + len(word)) >= 0
