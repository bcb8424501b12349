"""Findings and sums as text."""

from __future__ import annotations

from collections import Counter
from typing import Final

import click

from gongkai.cli.render.layout import indented, pad
from gongkai.cli.render.words import counts_text, place_text, say, sentences, term
from gongkai.law import LawView
from gongkai.law.model import Level
from gongkai.report.finding import CheckResult, Finding, Language
from gongkai.text.normal import width

COLOURS: Final[dict[Level, str]] = {"error": "red", "warning": "yellow", "info": "blue"}
_LEVELS: Final[tuple[Level, ...]] = ("error", "warning", "info")


def findings(result: CheckResult, law: LawView, language: Language) -> str:
    """What failed, the heaviest first; then what could not be judged; then the sums."""
    failed = [f for f in result.findings if f.outcome == "failed"]
    failed.sort(key=lambda finding: _LEVELS.index(finding.level(law)))
    blocks = [_finding(finding, law, language) for finding in failed]
    unjudged = [f for f in result.findings if f.outcome == "not_assessable"]
    if unjudged:
        lines = [indented(_unjudged(f, law, language), "  ") for f in unjudged]
        blocks.append("\n".join([click.style(say("not_assessable", language), bold=True), *lines]))
    return "\n\n".join([*blocks, _sums(result, failed, law, language)])


def _finding(finding: Finding, law: LawView, language: Language) -> str:
    level = finding.level(law)
    check = law.checks[finding.code]
    place = place_text(finding.at, language)
    title = f"{check.title}" if language == "zh" else ""
    head = click.style(term(law, level, language), fg=COLOURS[level], bold=True)
    lines = [" ".join(filter(None, [head, click.style(finding.code, bold=True), title, place]))]
    message = finding.message(law, language)
    lines.append(indented(message, "  "))
    sides = finding.expected, finding.found
    if None not in sides and not all(str(side) in message for side in sides):
        lines.append(indented(say("sides", language, expected=sides[0], found=sides[1]), "  "))
    details = [("basis", law.cite(basis)) for basis in finding.basis]
    if not finding.basis:
        details.append(("reading", check.reading))
    details.append(("remedy", check.remedy))
    columns = max(width(say(key, language)) for key, _ in details) + 2
    lines += [indented(text, f"  {pad(say(key, language), columns)}") for key, text in details]
    return "\n".join(lines)


def _unjudged(finding: Finding, law: LawView, language: Language) -> str:
    return f"{finding.code} {finding.message(law, language)}"


def _sums(result: CheckResult, failed: list[Finding], law: LawView, language: Language) -> str:
    levels = Counter(finding.level(law) for finding in failed)
    counted = {level: levels[level] for level in _LEVELS}
    told = say("levels", language, all=len(failed), **counted) if failed else say("clean", language)
    return sentences([counts_text(result, language), told], language)
