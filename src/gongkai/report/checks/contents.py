"""What the chapters of text must tell, and what the body may not claim."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gongkai.report.checks.part import Slots
from gongkai.report.checks.registry import judges
from gongkai.report.checks.subject import PASSED, Subject, Verdict
from gongkai.report.checks.wording import plain
from gongkai.report.finding import Finding
from gongkai.report.values import Place
from gongkai.text.normal import bare
from gongkai.text.patterns import holds_any

_ASPECTS = "ST-ASPECT"
# Articles 46 and 50(4) of the Regulation ask these of every government.
_OF_GOVERNMENTS = ("工作考核", "社会评议", "责任追究")
_SHORTEST = 10


@judges(_ASPECTS, governed=True)
def aspects(subject: Subject) -> Iterator[Verdict]:
    """The overview speaks of the aspects of its form, a government's report of assessment and liability too."""
    words = subject.check(_ASPECTS).words
    overview = subject.prose.get("overview")
    if overview is not None and subject.form.text.aspects:
        yield _told(subject, "aspects", subject.form.text.aspects, overview.text)
    elif _place(subject, "overview") is not None:
        yield _no_text(subject, _ASPECTS, "overview")
    if not subject.prose:
        return
    if subject.report.body is None:
        yield Verdict(Finding(_ASPECTS, "not_assessable", reason="body_unknown"))
    elif _is_government(subject.report.body, words["governments"], words["not_governments"]):
        yield _told(subject, "government", _OF_GOVERNMENTS, subject.all_prose.text)


def _told(subject: Subject, case: str, names: Iterable[str], text: str) -> Verdict:
    words = subject.check(_ASPECTS).words
    missing = [name for name in names if not any(word in text for word in words[name])]
    if not missing:
        return PASSED
    slots: Slots = {"missing": "、".join(missing)}
    return Verdict(Finding(_ASPECTS, "failed", at=_place(subject, "overview"), slots=slots, case=case))


def _is_government(body: str, endings: tuple[str, ...], others: tuple[str, ...]) -> bool:
    return body.endswith(endings) and not body.removesuffix("人民政府").endswith(others)


@judges("ST-PROBLEMS", governed=True)
def problems(subject: Subject) -> Iterator[Verdict]:
    """Chapter five tells problems, and what is done about them."""
    at = _place(subject, "problems")
    prose = subject.prose.get("problems")
    if at is None and prose is None:
        return
    words = subject.check("ST-PROBLEMS").words
    text = prose.text if prose is not None else ""
    if len(text) < 2 * _SHORTEST and len(bare(text)) < _SHORTEST:
        found = text.strip() or "（空白）"
        yield Verdict(Finding("ST-PROBLEMS", "failed", at=at, found=found, case="empty"))
        return
    missing = [case for case in ("problems", "measures") if not holds_any(text, words[case])]
    yield Verdict(Finding("ST-PROBLEMS", "failed", at=at, case=f"no_{missing[0]}")) if missing else PASSED


@judges("ST-NO-FEE-STATEMENT", governed=True)
def fee_statement(subject: Subject) -> Iterator[Verdict]:
    """Chapter six says whether processing fees were charged."""
    words = subject.check("ST-NO-FEE-STATEMENT").words["fee"]
    at = _place(subject, "other")
    prose = subject.prose.get("other")
    if at is None and prose is None:
        return
    elsewhere = any(words[0] in part.text for part in subject.prose.values())
    told = elsewhere or (prose is not None and any(word in prose.text for word in words))
    yield PASSED if told else Verdict(Finding("ST-NO-FEE-STATEMENT", "failed", at=at))


@judges("LG-RULES")
def rules(subject: Subject) -> Iterator[Verdict]:
    """Only a body with the power to make rules reports any."""
    cells = {key: subject.cell(key) for key in subject.form.cells_by_row.get("proactive.rules", ())}
    numbers = {key: cell.value for key, cell in cells.items() if cell.value is not None}
    if not numbers:
        return
    made = {key: value for key, value in numbers.items() if value > 0}
    if not made:
        yield PASSED
        return
    keys, found = tuple(made), "、".join(map(plain, made.values()))
    at = subject.place(keys)
    words = subject.check("LG-RULES").words
    body = subject.report.body
    if body is None:
        yield Verdict(Finding("LG-RULES", "not_assessable", keys, at, found=found, reason="body_unknown"))
    elif body.endswith(words["cannot"]) and not any(word in body for word in words["can"]):
        yield Verdict(Finding("LG-RULES", "failed", keys, at, found=found, slots={"body": body}))


def _no_text(subject: Subject, code: str, section: str) -> Verdict:
    for number, chapter in enumerate(subject.form.text.chapters, 1):
        if chapter.section == section:
            slots: Slots = {"table": chapter.no, "chapter": number}
            finding = Finding(code, "not_assessable", at=_place(subject, section), reason="no_text", slots=slots)
            return Verdict(finding)
    raise KeyError(section)


def _place(subject: Subject, section: str) -> Place | None:
    """Where the heading of a text chapter stands; None where there is no such heading."""
    chapters = subject.ground.chapters.get(section, ())
    for heading in subject.report.evidence.headings:
        if heading.chapter in chapters:
            return heading.at or Place()
    return None
