"""A report while it is being drafted: its numbers, its text filled in, and what the checks say of it."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping

import msgspec

from gongkai.law import LawView
from gongkai.law.book import current_book
from gongkai.report.checks import check_report
from gongkai.report.finding import CheckResult, Finding
from gongkai.report.form import Form
from gongkai.report.report import Report
from gongkai.site.annualreports import selectors, sources
from gongkai.site.annualreports.compute import form_for, values
from gongkai.site.annualreports.document import report_of
from gongkai.site.annualreports.length import limits
from gongkai.site.annualreports.models import AnnualReport, Kept
from gongkai.site.annualreports.narrative import PROMPT
from gongkai.site.annualreports.tokens import Filled, Typed, fill, typed
from gongkai.site.annualreports.values import Metric, Value, printed
from gongkai.site.bodies.models import Body, Contact
from gongkai.site.bodies.selectors import name_on
from gongkai.site.web import clock

SECTIONS = ("preface", "overview", "problems", "other")
# Tokens that stand for words, not for numbers.
_WORDS = ("body", "year", "contact", "format")


class Judged(msgspec.Struct, frozen=True):
    """A finding with its words, its level and its fingerprint; ``kept`` where somebody said why it stands."""

    finding: Finding
    level: str
    message: str
    fingerprint: str
    kept: Kept | None = None

    @property
    def blocks(self) -> bool:
        """Whether the report cannot be handed in because of it."""
        return self.level == "error" and self.kept is None


class Work(msgspec.Struct, frozen=True):
    """All of it. ``obstacles``: in words, why the report cannot be handed in yet."""

    law: LawView
    form: Form
    values: Mapping[str, Value]
    metrics: tuple[Metric, ...]
    named: Mapping[str, str]
    sections: Mapping[str, Filled]
    typed: tuple[Typed, ...]
    report: Report
    result: CheckResult
    findings: tuple[Judged, ...]
    obstacles: tuple[str, ...]


def work_on(report: AnnualReport) -> Work:
    """A report as the records, the adjustments and the text make it now. The caller may see it."""
    body, year = report.body, report.year
    form, law = form_for(year), law_of(year)
    found = values(body, form, year, selectors.overrides(report))
    metrics = tuple(sources.metrics(body, year))
    named = token_values(body, year, found, metrics)
    sections = {name: fill(report.texts.get(name, ""), named) for name in SECTIONS}
    made = report_of(
        law,
        form,
        body=body_name(body, year),
        year=year,
        values=found,
        sections={key: one.text for key, one in sections.items()},
    )
    result = check_report(made, law, selectors.previous(body, year), limits=limits(body, year))
    findings = judged(result, law, selectors.kept(report))
    numbers = {token: text for token, text in named.items() if token not in _WORDS}
    asked = tuple(one for key, part in sections.items() for one in typed(key, part, law, year, numbers))
    obstacles = tuple(_obstacles(report, sections, findings))
    return Work(law, form, found, metrics, named, sections, asked, made, result, findings, obstacles)


def token_values(body: Body, year: int, found: Mapping[str, Value], metrics: tuple[Metric, ...]) -> dict[str, str]:
    """What stands for each token: cells, metrics, and the words body, year, contact and format."""
    cells = {key: printed(value.value) for key, value in found.items() if value.value is not None}
    words = {"body": body_name(body, year), "year": str(year), "contact": _contact(body)}
    words["format"] = law_of(year).cite(form_for(year).text.basis[0])
    return {metric.token: metric.text for metric in metrics} | cells | words


def judged(result: CheckResult, law: LawView, kept: Mapping[str, Kept]) -> tuple[Judged, ...]:
    """The findings with their words; what could not be judged is left out where it weighs nothing."""
    found: list[Judged] = []
    for finding in result.findings:
        mark = fingerprint(finding)
        found.append(Judged(finding, finding.level(law), finding.message(law), mark, kept.get(mark)))
    return tuple(found)


def fingerprint(finding: Finding) -> str:
    """By what a finding is known again after each computation: what it says, in which words, and of which cells."""
    numbers, words = (finding.expected, finding.found), sorted(finding.slots.items())
    said = [finding.code, finding.case, finding.reason, finding.cells, *numbers, words]
    return hashlib.sha256(msgspec.json.encode(said)).hexdigest()


def law_of(year: int) -> LawView:
    """The law under which the report of a year is written: that of its end."""
    return current_book().at(dt.date(year, 12, 31))


def body_name(body: Body, year: int) -> str:
    """The name in the title of a report, as it was at the end of the year: a township's without 人民政府."""
    name = name_on(body, dt.date(year, 12, 31))
    return name.removesuffix("人民政府") if body.level == "township" else name


def titles_of(form: Form) -> dict[str, str]:
    """What each section is called on the screen: its chapter, as the form prints it."""
    chapters = {one.section: f"{one.no}、{one.title}" for one in form.text.chapters if one.section}
    return {name: chapters.get(name, "编制说明和联系方式") for name in SECTIONS}


def _over(report: AnnualReport) -> bool:
    """Whether nothing more can happen in the year: it is past, or the body was closed in it."""
    until, today = report.body.until, clock.today()
    return report.year < today.year or (until is not None and until < today)


def _contact(body: Body) -> str:
    row = Contact.objects.unscoped("printed in the report of the body").filter(body=body).first()
    if row is None:
        return "【请在机关信息中填写联系方式】"
    parts = (("地址", row.address), ("邮编", row.postcode), ("电话", row.phone), ("电子邮箱", row.email))
    return "，".join(f"{label}：{text}" for label, text in parts if text)


def _obstacles(report: AnnualReport, sections: Mapping[str, Filled], findings: tuple[Judged, ...]) -> list[str]:
    found = [] if _over(report) else [f"{report.year}年还没有结束，全年的数字还没有齐"]
    found += [f"检查发现错误：{one.message}" for one in findings if one.blocks]
    for filled in sections.values():
        found += [f"文中的 {{{token}}} 没有对应的数字" for token in filled.unknown]
    if any(PROMPT in filled.text for filled in sections.values()):
        found.append(f"文中还有“{PROMPT}…】”没有填写")
    return found
