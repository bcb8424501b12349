"""Results for people at a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import click

from gongkai.cli.entry import Entry, Options, Totals
from gongkai.cli.render.findings_text import findings
from gongkai.cli.render.formats import Format
from gongkai.cli.render.layout import indented
from gongkai.cli.render.tables_text import tables
from gongkai.cli.render.words import head_facts, kinds_text, listed, place_text, say, sentences
from gongkai.law import LawView
from gongkai.report.finding import Language
from gongkai.report.form import form_of
from gongkai.report.notice import Notice
from gongkai.report.report import Report

# Of notices with the same code, so many are told in full.
_IN_FULL: Final = 2
_PLACES: Final = 8


class Text(Format):
    """Head and notices; then the three tables (``read``) or findings and sums (``check``)."""

    def item(self, entry: Entry, law: LawView, options: Options) -> bytes:
        """One file; a single file that could not be read is told on standard error alone."""
        if entry.failure is not None and options.single:
            return b""
        text = _item(entry, law, options.language) + "\n"
        return (text if options.colour else click.unstyle(text)).encode()

    def separator(self, options: Options) -> bytes:  # noqa: ARG002
        """An empty line."""
        return b"\n"

    def tail(self, law: LawView, options: Options, totals: Totals) -> bytes:  # noqa: ARG002
        """How many files there were of which kind, where there were several."""
        if options.single or options.command == "read":
            return b""
        worst = totals.worst
        line = say(
            "totals",
            options.language,
            files=totals.files,
            error=worst["error"],
            warning=worst["warning"],
            info=worst["info"],
            clean=worst[None],
            unread=len(totals.failures),
        )
        return f"\n{sentences([line], options.language)}\n".encode()


def _item(entry: Entry, law: LawView, language: Language) -> str:
    name = click.style(entry.name, bold=True, underline=True)
    if entry.failure is not None:
        reason = say("unread", language, code=entry.failure.code, message=entry.failure.message)
        return f"{name}\n{indented(reason, '  ')}"
    assert entry.report is not None
    parts = [f"{name}\n{head(entry.report, law, language)}", notices(entry.report.notices, law, language)]
    if entry.result is None:
        parts.append(tables(entry.report, form_of(law, entry.report.form), language))
    else:
        parts.append(findings(entry.result, law, language))
    return "\n\n".join(part for part in parts if part)


def head(report: Report, law: LawView, language: Language) -> str:
    """Body, year, form and scope; then how many cells were read of which kind."""
    return f"{' · '.join(head_facts(report, law, language))}\n{kinds_text(report, law, language)}"


def notices(found: Sequence[Notice], law: LawView, language: Language) -> str:
    """The notices of the reader; many of one code are told by the first ones and the places of the others."""
    if not found:
        return ""
    groups: dict[str, list[Notice]] = {}
    for notice in found:
        groups.setdefault(notice.code, []).append(notice)
    lines = [click.style(f"{say('notices', language)} {len(found)}", bold=True)]
    for code, group in groups.items():
        for notice in group[:_IN_FULL]:
            place = place_text(notice.at, language)
            lines.append(indented(f"{code} {place} {notice.message(law)}".replace("  ", " "), "  "))
        if others := group[_IN_FULL:]:
            places = [place for notice in others if (place := place_text(notice.at, language))]
            named = listed(places[:_PLACES], language) + ("…" if len(places) > _PLACES else "")
            lines.append(indented(say("more_notices", language, count=len(others), places=named), "  "))
    return "\n".join(lines)
