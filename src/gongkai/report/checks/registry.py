"""The judgements under their codes, each registered once."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from gongkai.report.checks.subject import Subject, Verdict

Judgement = Callable[[Subject], Iterable[Verdict]]

JUDGEMENTS: dict[str, Judgement] = {}


def judges(code: str, *, governed: bool = False) -> Callable[[Judgement], Judgement]:
    """Register a function as the judgement of ``code``.

    It yields a verdict for every single check that applies, and nothing where none does. What is ``governed`` does
    not apply to a year before any stored form: nobody had to follow it then.
    """

    def register(judgement: Judgement) -> Judgement:
        if code in JUDGEMENTS:
            raise ValueError(f"{code} is judged twice")
        JUDGEMENTS[code] = _where_governed(judgement) if governed else judgement
        return judgement

    return register


def _where_governed(judgement: Judgement) -> Judgement:
    def judge(subject: Subject) -> Iterable[Verdict]:
        return judgement(subject) if subject.governed else ()

    return judge
