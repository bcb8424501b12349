"""The title that a report bears, as its form has it."""

from __future__ import annotations

from gongkai.law import LawView


def report_title(law: LawView, form_id: str, body: str, year: int | str) -> str:
    """The title of the report of ``body`` for ``year``; KeyError for a form that ``law`` does not have."""
    terms = {term.id: term.zh for term in law.terms.values()}
    return law.forms[form_id].report_title.format_map({**terms, "body": body, "year": year})
