"""All checks on one report."""

from __future__ import annotations

from collections.abc import Container

import msgspec

from gongkai.law import LawView
from gongkai.report.checks import (
    arithmetic,
    cells,
    contents,
    copied,
    front,
    hierarchy,
    language,
    length,
    personal,
    rows,
    stated,
    structure,
    tables,
    timing,
    years,
)
from gongkai.report.checks.identities import check_identities, identity_codes
from gongkai.report.checks.registry import JUDGEMENTS
from gongkai.report.checks.subject import Limits, Subject
from gongkai.report.finding import CheckResult, Finding
from gongkai.report.form import form_of
from gongkai.report.report import Report
from gongkai.report.rollup.model import Rollup

# Importing a family registers its judgements.
FAMILIES = (
    *(cells, rows, years, copied, hierarchy, structure, front),
    *(tables, arithmetic, stated, timing, language, contents, length, personal),
)


def codes(law: LawView) -> frozenset[str]:
    """Every code that can be checked: the identities of all forms and the judgements."""
    return frozenset(JUDGEMENTS).union(*(identity_codes(form_of(law, form_id)) for form_id in law.forms))


def check_report(
    report: Report,
    law: LawView,
    previous: Report | None = None,
    *,
    rollup: Rollup | None = None,
    limits: Limits | None = None,
    only: Container[str] | None = None,
) -> CheckResult:
    """Check ``report``, across years too where the report of the year before is given as ``previous``.

    ``rollup`` is the sum of the reports that an aggregate is made of; it is then held against that.
    ``limits`` are those of local rules on how long the text may be.
    ``only`` limits the checks to some codes. The findings come in the order of the catalogue.
    Raises KeyError where the law does not know the report's form.
    """
    subject = Subject(report, law, previous, rollup, limits)
    wanted = law.checks if only is None else only
    judged = [judgement(subject) for code, judgement in JUDGEMENTS.items() if only is None or code in only]
    findings: list[Finding] = []
    counts = {"passed": 0, "failed": 0, "not_assessable": 0}
    for verdicts in (check_identities(subject, wanted), *judged):
        for verdict in verdicts:
            finding = verdict.finding
            if finding is None:
                counts["passed"] += verdict.count
                continue
            counts[finding.outcome] += verdict.count
            findings.append(_with_basis(subject, finding))
    findings.sort(key=lambda finding: subject.ground.order[finding.code])
    return CheckResult(findings=tuple(findings), **counts)


def _with_basis(subject: Subject, finding: Finding) -> Finding:
    """The finding with the basis of its check, less the formats that do not govern this report."""
    if finding.basis:
        return finding
    return msgspec.structs.replace(finding, basis=subject.ground.bases[finding.code])
