"""``gongkai explain``: what a check or a notice means, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterator

import click

from gongkai.cli import options
from gongkai.cli.codes import family, unknown
from gongkai.cli.render.layout import indented, pad
from gongkai.cli.render.words import say, term
from gongkai.cli.run import current_law, today
from gongkai.law import LawView
from gongkai.law.model import Check, NoticeText
from gongkai.report.finding import Language
from gongkai.text.normal import width

_HELP = """说明一项检查或者一种读取提示：级别、含义、依据和处理办法。

CODE 是检查或者提示的代码，也可以是前缀（如 T3）；不写则列出全部代码。
"""


@click.command(help=_HELP, options_metavar="[选项]")
@click.argument("code", required=False)
@options.language
def explain(code: str | None, language: Language) -> None:
    """Explain a check or a notice."""
    law = current_law(today())
    known = [*law.checks, *law.notices]
    if code is None:
        click.echo("\n".join(_listed(law, language)))
        return
    named = family(code, known)
    if not named:
        raise unknown(code, known)
    click.echo("\n\n".join(_explained(name, law, language) for name in named))


def _listed(law: LawView, language: Language) -> Iterator[str]:
    columns = max(map(width, [*law.checks, *law.notices])) + 2
    for check in law.checks.values():
        title = check.title if language == "zh" else check.message_en or check.cases[0].message_en
        yield f"{pad(check.code, columns)}{pad(term(law, check.level, language), 9)}{title}"
    yield ""
    for notice in law.notices.values():
        yield f"{pad(notice.code, columns)}{pad(say('notices', language), 9)}{notice.title}"


def _explained(code: str, law: LawView, language: Language) -> str:
    if code in law.checks:
        return _check(law.checks[code], law, language)
    return _notice(law.notices[code], language)


def _check(check: Check, law: LawView, language: Language) -> str:
    levels = dict.fromkeys([check.level, *(case.level for case in check.cases if case.level)])
    details = [
        ("level", "、".join(term(law, level, language) for level in levels)),
        ("explanation", check.explanation),
        ("remedy", check.remedy),
        *(("basis", f"{law.cite(basis)}：{law.article(basis).summary}") for basis in check.basis),
        ("reading", check.reading),
        ("because", check.because),
    ]
    return _laid_out(check.code, check.title, details, language)


def _notice(notice: NoticeText, language: Language) -> str:
    return _laid_out(notice.code, notice.title, [("explanation", notice.explanation)], language)


def _laid_out(code: str, title: str, details: list[tuple[str, str]], language: Language) -> str:
    told = [(say(key, language), text) for key, text in details if text]
    columns = max(width(name) for name, _ in told) + 2
    lines = [indented(text, f"  {pad(name, columns)}") for name, text in told]
    return "\n".join([f"{click.style(code, bold=True)} {title}", *lines])
