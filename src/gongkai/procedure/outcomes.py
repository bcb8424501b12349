"""What a reply comes to: results for each item, and the one outcome that the report counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gongkai.errors import UsageError
from gongkai.law import LawView
from gongkai.law.model import FormText, Outcome
from gongkai.procedure.events import Event, ItemResult
from gongkai.procedure.rules import Rules

PARTLY = "partly_provided"
REQUESTS = "requests"


def settled(rules: Rules, event: Event) -> str:
    """The outcome that a ``decided`` event settles, from its items or as named; UsageError where it is open."""
    if not event.items:
        if event.outcome not in rules.outcomes:
            raise unknown(rules.outcomes, event.outcome)
        return event.outcome
    return principal(rules.outcomes, event.items, event.principal or event.outcome, event.reason)


def unknown(outcomes: Mapping[str, Outcome], named: str) -> UsageError:
    """What to say of an outcome that does not exist: which ones do."""
    known = "、".join(f"{outcome.id}（{outcome.label}）" for outcome in outcomes.values())
    return UsageError(f"办理结果“{named}”不存在；可以是：{known}。")


def principal(outcomes: Mapping[str, Outcome], items: Sequence[ItemResult], named: str = "", reason: str = "") -> str:
    """The outcome of a reply to several items.

    Where information was separated (article 37) it is 部分公开 and nothing else; where all items agree it is
    theirs; otherwise the officer names one of theirs as the principal, with a reason.
    """
    found = list(dict.fromkeys(item.outcome for item in items))
    for outcome in found:
        if outcome not in outcomes:
            raise unknown(outcomes, outcome)
    for item in items:
        known = {ground.id for ground in outcomes[item.outcome].grounds}
        if wrong := [ground for ground in item.grounds if ground not in known]:
            raise UsageError(f"“{outcomes[item.outcome].label}”没有“{wrong[0]}”这一理由。")
    if PARTLY in found:
        return PARTLY
    if len(found) == 1:
        return found[0]
    labels = "、".join(outcomes[outcome].label for outcome in found)
    if named not in found:
        raise UsageError(f"各项答复结果不同（{labels}），请指定其中一种作为统计所依据的主要结果。")
    if not reason.strip():
        raise UsageError(f"各项答复结果不同（{labels}），请写明以“{outcomes[named].label}”为主要结果的理由。")
    return named


def counting_rows(form: FormText) -> dict[str, str]:
    """Outcome -> row of the form's table of requests; every outcome is in exactly one."""
    return {
        outcome: row.id
        for table in form.tables
        if table.id == REQUESTS
        for block in table.blocks
        for row in block.rows
        for outcome in row.counts
    }


def must_contain(law: LawView, outcome: str) -> tuple[str, ...]:
    """What the document that tells ``outcome`` must contain, in order; the reasons stand after its elements."""
    entry = law.outcomes[outcome]
    elements = () if entry.document is None else law.documents[entry.document].elements
    return (*(element.label for element in elements), *entry.must_state)
