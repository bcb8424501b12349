"""The catalogue of the law data, as this app asks it."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from gongkai.errors import CalendarUnknownError, UsageError
from gongkai.law.book import current_book
from gongkai.law.catalogue_model import Need, Outlet, PilotField, Role, Subject
from gongkai.procedure.single import single_term
from gongkai.procedure.term import Term
from gongkai.site.bodies.models import Body
from gongkai.site.web.procedures import procedure

# Year between the brackets 〔〕, number without 第 and without leading zeros: GB/T 9704.
_NUMBER: Final = re.compile(r"[^\s〔〕\[\]()（）]{1,30}〔(?:19|20)\d{2}〕[1-9]\d{0,4}号")
_REASSESSMENT: Final = "publication_reassessment"


def subjects_of(body: Body, today: dt.date) -> dict[str, Subject]:
    """The subjects that a body of this level may have, by id."""
    found = current_book().at(today).subjects
    return {name: subject for name, subject in found.items() if not subject.levels or body.level in subject.levels}


def all_subjects(today: dt.date) -> dict[str, Subject]:
    """Every subject, by id."""
    return dict(current_book().at(today).subjects)


def taken_down(today: dt.date) -> list[str]:
    """The subjects whose items name persons and come down when the period for objections is over."""
    return [name for name, found in current_book().at(today).subjects.items() if found.taken_down]


def subject(name: str, today: dt.date) -> Subject:
    """A subject. Raises UsageError for an id that the catalogue does not have."""
    found = current_book().at(today).subjects.get(name)
    if found is None:
        raise UsageError(f"没有“{name}”这一类信息。")
    return found


def counted_in(today: dt.date) -> dict[str, str]:
    """Row of the report's form -> the subject whose items are counted in it."""
    return {found.counts: name for name, found in current_book().at(today).subjects.items() if found.counts}


def outlets(today: dt.date) -> dict[str, Outlet]:
    """Ways in which information reaches the public, by id."""
    return dict(current_book().at(today).outlets)


def fields(today: dt.date) -> dict[str, PilotField]:
    """The fields of the standard catalogues, by id."""
    return dict(current_book().at(today).fields)


def grounds(today: dt.date) -> dict[str, str]:
    """On what one may rest that something is not made public: id of the outcome -> its words and articles."""
    law = current_book().at(today)
    return {
        name: f"{found.label}（{cited(found.basis, today)}）" for name, found in law.outcomes.items() if found.withholds
    }


def ground_words(ground: str, today: dt.date) -> str:
    """A ground in words; one that the law data no longer have shows as it was kept."""
    return grounds(today).get(ground, ground)


def reassess_on(day: dt.date) -> dt.date:
    """By which day what was not made public on ``day`` must be looked at again. Calendar months: always known."""
    due = single_term(procedure(), _REASSESSMENT, day).due
    assert due is not None
    return due


def of_role(role: Role, today: dt.date) -> list[str]:
    """The ids of the subjects whose items have that role towards others."""
    return [name for name, found in current_book().at(today).subjects.items() if found.role == role]


def needing(need: Need, today: dt.date) -> list[str]:
    """The ids of the subjects whose items must have that."""
    return [name for name, found in current_book().at(today).subjects.items() if need in found.needs]


def unsaid(item_subject: Subject, text: str) -> list[str]:
    """What a text must state and does not, in words."""
    return [one.label for one in item_subject.states if not any(word in text for word in one.words)]


def cited(basis: tuple[str, ...], today: dt.date) -> str:
    """Where it is written, in short."""
    law = current_book().at(today)
    return "、".join(map(law.cite_short, basis))


def term_of(item_subject: Subject, formed_on: dt.date) -> Term | None:
    """The term for publication, with its derivation; None where the calendar of that year is not known."""
    try:
        return single_term(procedure(), item_subject.clock, formed_on)
    except CalendarUnknownError:
        return None


def check_document_number(number: str) -> None:
    """Raise UsageError unless ``number`` is written as document numbers are: 云政发〔2026〕12号."""
    if not _NUMBER.fullmatch(number):
        raise UsageError(
            f"文号“{number}”的写法不规范。应当是：机关代字〔年份〕序号号，例如 云政发〔2026〕12号；"
            "年份用六角括号〔〕，序号不加“第”，不编虚位。"
        )
