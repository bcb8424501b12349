"""Personal data in the text: ID numbers, bank cards, mobile numbers, home addresses. None is repeated in full."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from gongkai.report.checks.registry import judges
from gongkai.report.checks.subject import PASSED, Subject, Verdict
from gongkai.report.finding import Finding
from gongkai.report.prose import Prose
from gongkai.text.identifiers import is_card_number, is_credit_code, is_id_number, is_mobile, masked
from gongkai.text.patterns import holds_any

_LONGEST = 19
# A letter or @ beside it makes it part of an address or a code.
_PART_OF_MORE = re.compile(r"[A-Za-z@_.]")
_ISSUED_BY_UNIONPAY = "62"
_NEAR = 16
_SHOWN = 6


@judges("PV-ID-NUMBER")
def id_numbers(subject: Subject) -> Iterator[Verdict]:
    """No citizen's ID number stands in the text."""
    return _each(
        subject, "PV-ID-NUMBER", lambda _prose, _at, number: is_id_number(number) and not is_credit_code(number)
    )


@judges("PV-BANK-CARD")
def bank_cards(subject: Subject) -> Iterator[Verdict]:
    """No number of a bank card stands in the text; one that is not UnionPay's must be called a card or an account."""
    near = subject.check("PV-BANK-CARD").words["near"]

    def is_card(prose: Prose, at: int, number: str) -> bool:
        if not is_card_number(number) or is_id_number(number):
            return False
        around = prose.text[max(0, at - _NEAR) : at + len(number) + _NEAR]
        return number.startswith(_ISSUED_BY_UNIONPAY) or holds_any(around, near)

    return _each(subject, "PV-BANK-CARD", is_card)


@judges("PV-PHONE")
def phones(subject: Subject) -> Iterator[Verdict]:
    """No mobile number stands in the text but as the body's own contact."""
    words = subject.check("PV-PHONE").words["contact"]
    contact = subject.report.evidence.contact

    def is_personal(prose: Prose, at: int, number: str) -> bool:
        if not is_mobile(number) or (contact is not None and number in contact.text):
            return False
        start, end = prose.sentence(at)
        return not holds_any(prose.text[start:end], words)

    return _each(subject, "PV-PHONE", is_personal)


@judges("PV-ADDRESS")
def addresses(subject: Subject) -> Iterator[Verdict]:
    """No home address stands in the text."""
    words = subject.check("PV-ADDRESS").words
    text = subject.all_prose.text
    fine = True
    for word in words["home"] if holds_any(text, words["home"]) else ():
        at = text.find(word)
        match = _precise(words["number"]).match(text, at + len(word)) if at >= 0 else None
        if match is not None:
            fine = False
            prose, local = subject.all_prose.locate(at)
            found = f"{word}{match[0][:_SHOWN]}…"
            yield Verdict(Finding("PV-ADDRESS", "failed", at=prose.place(local), found=found))
    if fine and subject.prose:
        yield PASSED


@lru_cache(maxsize=4)
def _precise(numbers: tuple[str, ...]) -> re.Pattern[str]:
    """What follows the word for a home where a door, a building or a group of a village is named."""
    return re.compile(rf"[^。；\n]{{2,40}}?\d+(?:{'|'.join(map(re.escape, numbers))})")


def _each(subject: Subject, code: str, is_one: Callable[[Prose, int, str], bool]) -> Iterator[Verdict]:
    """A finding for every long number that is one, with most of it hidden."""
    fine = True
    text = subject.all_prose.text
    for start, number in subject.all_prose.long_numbers:
        end = start + len(number)
        beside = text[max(0, start - 1) : start] + text[end : end + 1]
        if len(number) > _LONGEST or _PART_OF_MORE.search(beside):
            continue
        prose, at = subject.all_prose.locate(start)
        if is_one(prose, at, number):
            fine = False
            yield Verdict(Finding(code, "failed", at=prose.place(at), found=masked(number)))
    if fine and subject.prose:
        yield PASSED
