"""What an applicant has answered so far, page by page, and the request that it makes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Final

import msgspec

from gongkai.site.accessrequests import kinds
from gongkai.site.accessrequests.services.register import Entry
from gongkai.site.accessrequests.values import Particulars, Person

ONLINE: Final = "online"
# The pages that must have been answered before anything can be handed in.
NEEDED: Final = ("wanted", "provision", "kind", "person", "contact")


class Answers(msgspec.Struct, frozen=True, omit_defaults=True):
    """Answers by page and field as plain text; ``joint`` are those who ask together with the first."""

    pages: dict[str, dict[str, str]] = {}
    joint: tuple[Person, ...] = ()

    def of(self, page: str) -> Mapping[str, str]:
        """The answers of a page; empty where it has not been filled in."""
        return self.pages.get(page, {})

    def having(self, page: str, answers: Mapping[str, str]) -> Answers:
        """The same with a page filled in."""
        return msgspec.structs.replace(self, pages=self.pages | {page: dict(answers)})

    @property
    def applicant(self) -> str:
        """The kind of applicant; empty before it has been chosen."""
        return self.of("kind").get("applicant", "")

    @property
    def natural(self) -> bool:
        """Whether a natural person asks."""
        return self.applicant == kinds.NATURAL


def missing(answers: Answers) -> str:
    """The first page without which nothing can be handed in; empty where there is none."""
    return next((name for name in NEEDED if not answers.of(name)), "")


def particulars(answers: Answers) -> Particulars:
    """What the request says."""
    agent = answers.of("agent")
    return Particulars(
        applicants=(Person(**{"name": ""} | dict(answers.of("person")), **answers.of("contact")), *answers.joint),
        agent=Person(**{name: text for name, text in agent.items() if name != "has"}) if agent.get("has") else None,
        **{"content": ""} | dict(answers.of("wanted")),
        **answers.of("provision"),
    )


def entry(answers: Answers, day: dt.date) -> Entry:
    """The request as it is handed in on the portal on ``day``."""
    return Entry(channel=ONLINE, day=day, applicant=answers.applicant, particulars=particulars(answers))
