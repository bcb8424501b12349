"""Judgements of what stands before the chapters: title, period, contact."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import lru_cache

from gongkai.report.checks.registry import judges
from gongkai.report.checks.subject import PASSED, Subject, Verdict
from gongkai.report.finding import Finding
from gongkai.report.title import report_title
from gongkai.text.normal import half_width_digits, squeeze

# What stands in a suggested title for what the document does not tell.
_UNKNOWN = "××"
_DOUBLED = re.compile(r"(?P<word>\D{2,})(?P=word)")


@judges("ST-TITLE", governed=True)
def title(subject: Subject) -> Iterator[Verdict]:
    """The title is made of the body, the year and the fixed name, with no word doubled."""
    report = subject.report
    found = report.evidence.title
    if found is None:
        yield Verdict(Finding("ST-TITLE", "failed", case="missing"))
        return
    words = subject.check("ST-TITLE").words
    text = half_width_digits(squeeze(found.text))
    if _pattern(words["after_year"], subject.law.terms["annual_report"].zh).fullmatch(text):
        yield PASSED
        return
    doubled = _DOUBLED.search(text)
    finding = Finding(
        "ST-TITLE",
        "failed",
        at=found.at,
        expected=report_title(subject.law, report.form, report.body or _UNKNOWN, report.year or _UNKNOWN),
        found=found.text,
        slots={"doubled": doubled["word"]} if doubled else {},
        case="doubled" if doubled else "pattern",
    )
    yield Verdict(finding)


@lru_cache(maxsize=8)
def _pattern(after_year: tuple[str, ...], name: str) -> re.Pattern[str]:
    return re.compile(rf"\D+[12]\d{{3}}(?:{'|'.join(map(re.escape, after_year))}){re.escape(name)}")


@judges("ST-PERIOD", governed=True)
def period(subject: Subject) -> Iterator[Verdict]:
    """The statistics period is told, and it is the calendar year."""
    found = subject.report.evidence.period
    if found is None:
        yield Verdict(Finding("ST-PERIOD", "failed", case="missing"))
        return
    if subject.report.year is None:
        yield Verdict(Finding("ST-PERIOD", "not_assessable", at=found.at, reason="year_unknown"))
        return
    words = subject.check("ST-PERIOD").words
    first, last = (dt.date.fromisoformat(f"{subject.report.year}-{words[w][0]}") for w in ("first_day", "last_day"))
    if (found.first, found.last) == (first, last):
        yield PASSED
        return
    yield Verdict(
        Finding(
            "ST-PERIOD",
            "failed",
            at=found.at,
            expected=_span(first, last),
            found=_span(found.first, found.last),
            case="wrong",
        )
    )


@judges("ST-CONTACT", governed=True)
def contact(subject: Subject) -> Iterator[Verdict]:
    """A contact is given."""
    yield PASSED if subject.report.evidence.contact is not None else Verdict(Finding("ST-CONTACT", "failed"))


def _span(first: dt.date, last: dt.date) -> str:
    """``2021-01-01/2021-12-31``, as ISO 8601 writes an interval."""
    return f"{first.isoformat()}/{last.isoformat()}"
