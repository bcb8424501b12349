"""A self-contained page: no script, no outside file, tables with scopes, everything from the document escaped."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from importlib import resources

from gongkai.cli.entry import Entry, Options, Totals
from gongkai.cli.render.formats import Format
from gongkai.cli.render.tables_html import tables
from gongkai.cli.render.words import counts_text, head_facts, kinds_text, level_word, place_text, say
from gongkai.law import LawView
from gongkai.report.finding import CheckResult, Finding, Language
from gongkai.report.form import form_of
from gongkai.report.notice import Notice


class Html(Format):
    """One section a file: head, findings, notices, tables in which the cells of findings are marked and linked."""

    def head(self, law: LawView, options: Options) -> bytes:  # noqa: ARG002
        """The document's begin with its style."""
        title = say(f"page_{options.command}", options.language)
        style = resources.files("gongkai.cli.render").joinpath("page.css").read_text(encoding="utf-8")
        language = "zh-CN" if options.language == "zh" else "en"
        return (
            f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"<title>{escape(title)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n<main>\n"
            f"<h1>{escape(title)}</h1>\n"
        ).encode()

    def item(self, entry: Entry, law: LawView, options: Options) -> bytes:
        """One file."""
        language = options.language
        name = f"<h2>{escape(entry.name)}</h2>\n"
        if entry.failure is not None:
            text = say("unread", language, code=entry.failure.code, message=entry.failure.message)
            return f'<section>\n{name}<p class="error">{escape(text)}</p>\n</section>\n'.encode()
        report = entry.report
        assert report is not None
        findings = entry.result.findings if entry.result is not None else ()
        parts = [name, _facts(entry, law, language)]
        if entry.result is not None:
            parts.append(_findings(entry.result, law, language))
        parts.append(_notices(report.notices, law, language))
        marked = {key for f in findings if f.outcome == "failed" for key in f.cells}
        parts.append(tables(report, form_of(law, report.form), law, language, marked))
        return f"<section>\n{''.join(parts)}</section>\n".encode()

    def tail(self, law: LawView, options: Options, totals: Totals) -> bytes:  # noqa: ARG002
        """The document's end."""
        return b"</main>\n</body>\n</html>\n"


def _facts(entry: Entry, law: LawView, language: Language) -> str:
    report = entry.report
    assert report is not None
    facts = [*head_facts(report, law, language), kinds_text(report, law, language)]
    items = "".join(f"<li>{escape(fact)}</li>" for fact in facts)
    return f'<ul class="facts">{items}</ul>\n'


def _findings(result: CheckResult, law: LawView, language: Language) -> str:
    sums = counts_text(result, language)
    ordered = sorted(result.findings, key=lambda f: (f.outcome, ("error", "warning", "info").index(f.level(law))))
    items = "".join(_finding(finding, law, language) for finding in ordered)
    body = f'<ol class="findings">\n{items}</ol>\n' if items else f"<p>{escape(say('clean', language))}</p>\n"
    return f"<h3>{escape(say('findings', language))}</h3>\n<p>{escape(sums)}</p>\n{body}"


def _finding(finding: Finding, law: LawView, language: Language) -> str:
    check = law.checks[finding.code]
    css = finding.level(law) if finding.outcome == "failed" else "open"
    head = " ".join(filter(None, [finding.code, check.title if language == "zh" else ""]))
    place = place_text(finding.at, language)
    details = [("basis", law.cite(basis)) for basis in finding.basis]
    if finding.outcome == "failed":
        details.append(("remedy", check.remedy))
    listed = "".join(_pair(say(key, language), text) for key, text in details)
    return (
        f'<li class="{css}"><p><strong>{escape(level_word(finding, law, language))}</strong> '
        f"{escape(head)}{_small(place)}</p>\n<p>{escape(finding.message(law, language))}</p>\n"
        f"<dl>{listed}</dl></li>\n"
    )


def _notices(notices: Iterable[Notice], law: LawView, language: Language) -> str:
    items = "".join(
        f"<li>{escape(notice.code)}{_small(place_text(notice.at, language))} {escape(notice.message(law))}</li>\n"
        for notice in notices
    )
    return f"<h3>{escape(say('notices', language))}</h3>\n<ul>\n{items}</ul>\n" if items else ""


def _pair(name: str, text: str) -> str:
    return f"<dt>{escape(name)}</dt><dd>{escape(text)}</dd>"


def _small(text: str) -> str:
    return f" <small>{escape(text)}</small>" if text else ""
