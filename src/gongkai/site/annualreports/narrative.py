"""The text of a report as it is drafted from the year's numbers, by the templates of ``data/narrative.yaml``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Final

import msgspec
import yaml

from gongkai.site.annualreports.values import Metric

PROMPT: Final = "【请"


class Sentence(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Stands where one of ``any`` is above zero, or where all of ``none`` are zero."""

    text: str
    any: tuple[str, ...] = ()
    none: tuple[str, ...] = ()


class Aspect(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One of the five aspects of chapter one; ``prompt`` asks for what no record tells."""

    name: str
    heading: str
    sentences: tuple[Sentence, ...] = ()
    opening: str = ""
    prompt: str = ""


class Overview(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Chapter one."""

    opening: str
    aspects: tuple[Aspect, ...]


class Problems(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Chapter five: a sentence for each problem of the ledger, and what asks for them where there is none."""

    each: str
    last_year: str
    no_source: str
    no_measure: str
    prompt: str


class Templates(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    preface: str
    contact: str
    overview: Overview
    problems: Problems
    other: tuple[Sentence, ...]


class Problem(msgspec.Struct, frozen=True):
    """A problem of the ledger as the report tells it."""

    source: str
    problem: str
    measure: str
    state: str
    since_last_year: bool = False


@cache
def templates() -> Templates:
    """The templates, read once."""
    text = files("gongkai.site.annualreports.data").joinpath("narrative.yaml").read_text("utf-8")
    return msgspec.convert(yaml.safe_load(text), Templates)


def draft(values: Mapping[str, str], metrics: Sequence[Metric], problems: Iterable[Problem]) -> dict[str, str]:
    """All sections of a first draft: text with tokens; prompts stand where only people can tell."""
    form = templates()
    return {
        "preface": "\n".join((form.preface, form.contact)),
        "overview": "\n".join(_overview(form.overview, values, metrics)),
        "problems": "\n".join(_problems(form.problems, problems)),
        "other": "\n".join(_standing(form.other, values)),
    }


def _overview(form: Overview, values: Mapping[str, str], metrics: Sequence[Metric]) -> Iterator[str]:
    yield form.opening
    for aspect in form.aspects:
        yield aspect.heading
        sentences = [aspect.opening, *_standing(aspect.sentences, values), *_told(metrics, "overview", aspect.name)]
        sentences.append(aspect.prompt)
        yield "".join(sentences)


def _standing(sentences: Iterable[Sentence], values: Mapping[str, str]) -> Iterator[str]:
    for sentence in sentences:
        empty = bool(sentence.none) and all(values.get(name) == "0" for name in sentence.none)
        if empty or any(_counts(values, name) for name in sentence.any):
            yield sentence.text


def _told(metrics: Sequence[Metric], section: str, aspect: str) -> Iterator[str]:
    """A sentence for each metric that is above zero, its parts behind it: in the same sentence where they add up."""
    for metric in metrics:
        told = metric.section == section and metric.aspect == aspect and metric.wording and not metric.key
        if not told or ":" in metric.token or metric.text in ("0", "0%"):
            continue
        start = f"{metric.token}:"
        parts = [part for part in metrics if part.token.startswith(start) and part.wording and part.text != "0"]
        words = "、".join(part.wording for part in parts)
        between = "，其中" if _adds_up(metric, parts) else "。"
        yield f"{metric.wording}{between}{words}。" if parts else f"{metric.wording}。"


def _adds_up(whole: Metric, parts: Sequence[Metric]) -> bool:
    """Whether the parts are parts of a sum: rates are not, nor is what was posted by several channels at once."""
    return whole.text.isdigit() and sum(int(part.text) for part in parts if part.text.isdigit()) == int(whole.text)


def _problems(form: Problems, problems: Iterable[Problem]) -> Iterator[str]:
    found = list(problems)
    for number, problem in enumerate(found, 1):
        said = form.last_year if problem.since_last_year else form.each
        facts = msgspec.structs.asdict(problem)
        facts["source"], facts["measure"] = problem.source or form.no_source, problem.measure or form.no_measure
        yield f"{number}．" + said.format_map(facts)
    if not found:
        yield form.prompt


def _counts(values: Mapping[str, str], name: str) -> bool:
    return values.get(name, "0") not in ("", "0")
