"""The judgement on length: whether the text keeps to the limits that the body's own or a superior's rules set."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.report.checks.part import Slots
from gongkai.report.checks.registry import judges
from gongkai.report.checks.subject import PASSED, Limits, Subject, Verdict
from gongkai.report.finding import Finding

_CODE = "TX-LENGTH"


def characters(text: str) -> int:
    """How long a text is: its characters, punctuation and digits too, white space not."""
    return len("".join(text.split()))


@judges(_CODE)
def length(subject: Subject) -> Iterator[Verdict]:
    """Whether the whole text and each chapter are as short as they shall be; nothing where no limit is set."""
    limits, sections = subject.limits, subject.report.sections
    if limits is None:
        return
    if limits.whole is not None:
        count = sum(characters(text) for text in sections.values())
        yield _judged(limits, "whole", count, limits.whole, {})
    if limits.section is not None:
        titles = {chapter.section: chapter.title for chapter in subject.form.text.chapters if chapter.section}
        for section, title in titles.items():
            if section in sections:
                yield _judged(limits, "section", characters(sections[section]), limits.section, {"title": title})


def _judged(limits: Limits, case: str, found: int, most: int, slots: Slots) -> Verdict:
    if found <= most:
        return PASSED
    said = {**slots, "source": limits.source}
    return Verdict(Finding(_CODE, "failed", case=case, expected=str(most), found=str(found), slots=said))
