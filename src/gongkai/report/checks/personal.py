"""Personal data in the text: ID numbers, bank cards, mobile numbers, home addresses. None is repeated in full."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from gongkai.report.checks.registry import judges
from gongkai.report.checks.subject import PASSED, Subject, Verdict
from gongkai.report.finding import Finding
from gongkai.report.prose import Prose
from gongkai.text.identifiers import is_card_number, is_credit_code, is_id_number, is_mobile, masked

_LONG_NUMBER = re.compile(r"(?<![\dA-Za-z])\d{11,19}[Xx]?(?![\dA-Za-z@])")
_ISSUED_BY_UNIONPAY = "62"
_NEAR = 16
_SHOWN = 6


@judges("PV-ID-NUMBER")
def id_numbers(subject: Subject) -> Iterator[Verdict]:
    """No citizen's ID number stands in the text."""
    return _each(subject, "PV-ID-NUMBER", lambda _, match: is_id_number(match[0]) and not is_credit_code(match[0]))


@judges("PV-BANK-CARD")
def bank_cards(subject: Subject) -> Iterator[Verdict]:
    """No number of a bank card stands in the text; one that is not UnionPay's must be called a card or an account."""
    near = subject.check("PV-BANK-CARD").words["near"]

    def is_card(prose: Prose, match: re.Match[str]) -> bool:
        if not is_card_number(match[0]) or is_id_number(match[0]):
            return False
        around = prose.text[max(0, match.start() - _NEAR) : match.end() + _NEAR]
        return match[0].startswith(_ISSUED_BY_UNIONPAY) or any(word in around for word in near)

    return _each(subject, "PV-BANK-CARD", is_card)


@judges("PV-PHONE")
def phones(subject: Subject) -> Iterator[Verdict]:
    """No mobile number stands in the text but as the body's own contact."""
    words = subject.check("PV-PHONE").words["contact"]
    contact = subject.report.evidence.contact

    def is_personal(prose: Prose, match: re.Match[str]) -> bool:
        if not is_mobile(match[0]) or (contact is not None and match[0] in contact.text):
            return False
        start, end = prose.sentence(match.start())
        return not any(word in prose.text[start:end] for word in words)

    return _each(subject, "PV-PHONE", is_personal)


@judges("PV-ADDRESS")
def addresses(subject: Subject) -> Iterator[Verdict]:
    """No home address stands in the text."""
    words = subject.check("PV-ADDRESS").words
    number = "|".join(map(re.escape, words["number"]))
    precise = re.compile(rf"[^。；\n]{{2,40}}?\d+(?:{number})")
    fine = True
    for prose in subject.prose.values():
        for word in words["home"]:
            at = prose.text.find(word)
            match = precise.match(prose.text, at + len(word)) if at >= 0 else None
            if match is not None:
                fine = False
                found = f"{word}{match[0][:_SHOWN]}…"
                yield Verdict(Finding("PV-ADDRESS", "failed", at=prose.place(at), found=found))
                break
    if fine and subject.prose:
        yield PASSED


def _each(subject: Subject, code: str, is_one: Callable[[Prose, re.Match[str]], bool]) -> Iterator[Verdict]:
    """A finding for every long number that is one, with most of it hidden."""
    fine = True
    for prose in subject.prose.values():
        for match in _LONG_NUMBER.finditer(prose.text):
            if is_one(prose, match):
                fine = False
                yield Verdict(Finding(code, "failed", at=prose.place(match.start()), found=masked(match[0])))
    if fine and subject.prose:
        yield PASSED
