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

SECTIONS = ("preface", "overview", "problems", "other")


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
    name = body_name(body)
    made = report_of(
        law, form, body=name, year=year, values=found, sections={key: one.text for key, one in sections.items()}
    )
    result = check_report(made, law, selectors.previous(body, year), limits=limits(body, year))
    findings = judged(result, law, selectors.kept(report))
    numbers = {token: text for token, text in named.items() if token not in ("body", "year", "contact")}
    asked = tuple(one for key, part in sections.items() for one in typed(key, part, law, year, numbers))
    obstacles = tuple(_obstacles(sections, findings))
    return Work(law, form, found, metrics, named, sections, asked, made, result, findings, obstacles)


def token_values(body: Body, year: int, found: Mapping[str, Value], metrics: tuple[Metric, ...]) -> dict[str, str]:
    """What stands for each token: cells, metrics, and the words body, year and contact."""
    cells = {key: printed(value.value) for key, value in found.items() if value.value is not None}
    words = {"body": body_name(body), "year": str(year), "contact": _contact(body)}
    return {metric.token: metric.text for metric in metrics} | cells | words


def judged(result: CheckResult, law: LawView, kept: Mapping[str, Kept]) -> tuple[Judged, ...]:
    """The findings with their words; what could not be judged is left out where it weighs nothing."""
    found: list[Judged] = []
    for finding in result.findings:
        mark = fingerprint(finding)
        found.append(Judged(finding, finding.level(law), finding.message(law), mark, kept.get(mark)))
    return tuple(found)


def fingerprint(finding: Finding) -> str:
    """By what a finding is known again after each computation: what it says, and of which cells."""
    said = [finding.code, finding.case, finding.reason, finding.cells, finding.expected, finding.found]
    return hashlib.sha256(msgspec.json.encode(said)).hexdigest()


def law_of(year: int) -> LawView:
    """The law under which the report of a year is written: that of its end."""
    return current_book().at(dt.date(year, 12, 31))


def body_name(body: Body) -> str:
    """The name in the title of a report: 石桥镇人民政府 reports as 云岭县石桥镇."""
    return body.name.removesuffix("人民政府") if body.level == "township" else body.name


def _contact(body: Body) -> str:
    row = Contact.objects.unscoped("printed in the report of the body").filter(body=body).first()
    if row is None:
        return "【请在机关信息中填写联系方式】"
    parts = (("地址", row.address), ("邮编", row.postcode), ("电话", row.phone), ("电子邮箱", row.email))
    return "，".join(f"{label}：{text}" for label, text in parts if text)


def _obstacles(sections: Mapping[str, Filled], findings: tuple[Judged, ...]) -> list[str]:
    found = [f"检查发现错误：{one.message}" for one in findings if one.blocks]
    for filled in sections.values():
        found += [f"文中的 {{{token}}} 没有对应的数字" for token in filled.unknown]
    if any(PROMPT in filled.text for filled in sections.values()):
        found.append(f"文中还有“{PROMPT}…】”没有填写")
    return found
