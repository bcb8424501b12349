"""The judgement on repetition: how much of a report's text stands in that of the year before."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from gongkai.report.checks.registry import judges
from gongkai.report.checks.subject import PASSED, Subject, Verdict
from gongkai.report.checks.years import obstacle_to
from gongkai.report.compare.repetition import Repetition, repetition
from gongkai.report.compare.wording import CODE, rules_of
from gongkai.report.finding import Finding

Measure = Callable[[], Repetition]

_LONGEST_QUOTE = 30


@judges("RP-LAST-YEAR")
def last_years_text(subject: Subject) -> Iterator[Verdict]:
    """Whether the text repeats so much of last year's as local assessments mark down."""
    previous = subject.previous
    if previous is not None:
        yield judge_repetition(subject, lambda: repetition(previous, subject.report, subject.law))


def judge_repetition(subject: Subject, measure: Measure, threshold: float | None = None) -> Verdict:
    """The verdict at ``threshold`` (share, 0 to 1; that of the law data by default).

    ``measure`` is called only where the two reports can be compared. ``subject`` has a previous report.
    """
    previous, rules = subject.previous, rules_of(subject.law)
    assert previous is not None
    limit = rules.threshold if threshold is None else threshold
    obstacle = obstacle_to(subject, previous)
    if obstacle is not None:
        return Verdict(Finding(CODE, "not_assessable", reason=obstacle[0], slots=obstacle[1]))
    found = measure()
    share = found.overall.share
    if share is None or found.overall.characters < rules.least:
        slots: dict[str, str | int] = {"characters": found.overall.characters, "least": rules.least}
        return Verdict(Finding(CODE, "not_assessable", reason="little_text", slots=slots))
    if share < limit or not found.passages:
        return PASSED
    longest = max(found.passages, key=lambda passage: passage.characters).text
    slots = {
        "percent": f"{share * 100:.1f}%",
        "last_year": previous.year or "",
        "characters": found.overall.characters,
        "repeated": found.overall.repeated,
        "threshold": f"{limit * 100:g}",
        "passage": longest[:_LONGEST_QUOTE] + ("…" if len(longest) > _LONGEST_QUOTE else ""),
    }
    return Verdict(Finding(CODE, "failed", slots=slots))
