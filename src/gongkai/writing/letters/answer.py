"""What a reply says of its items, each with its own article and reasons."""

from __future__ import annotations

from collections.abc import Mapping

from gongkai.errors import UsageError
from gongkai.law.model import Outcome
from gongkai.procedure.outcomes import PARTLY, unknown
from gongkai.text.numerals import chinese_numeral
from gongkai.writing.letters.facts import Facts, Item, Withheld
from gongkai.writing.letters.filling import Filling, trimmed
from gongkai.writing.letters.texts import Template, wording

# What a part that is withheld may come to: neither disclosure nor the end of the whole request.
_DISCLOSED = ("granted", "partial", "other")


def answered(document: str, facts: Facts, filling: Filling, template: Template) -> list[str]:
    """The paragraphs of all items. Raises UsageError where an item belongs to another document."""
    _fits(document, facts, filling)
    several = len(facts.items) > 1
    found: list[str] = []
    for number, item in enumerate(facts.items, 1):
        where = f"第{number}项的" if several else ""
        if several:
            more = {"no": chinese_numeral(number), "content": trimmed(item.content).replace("\n", "；")}
            found.append(filling.fill(wording().item, more, where))
        found += _item(item, several, where, filling, template)
    return found


def _fits(document: str, facts: Facts, filling: Filling) -> None:
    """The document is that of one of the outcomes, and of a partial disclosure where there is one."""
    law = filling.law
    for outcome in (name for item in facts.items for name in (item.outcome, *(part.outcome for part in item.withheld))):
        if outcome not in law.outcomes:
            raise unknown(law.outcomes, outcome)
    for part in (part for item in facts.items for part in item.withheld):
        if law.outcomes[part.outcome].group in _DISCLOSED:
            raise UsageError(f"不予公开的部分不能以“{law.outcomes[part.outcome].label}”为结果。")
    found = list(dict.fromkeys(item.outcome for item in facts.items))
    named = [PARTLY] if PARTLY in found else found
    documents = {law.outcomes[outcome].document: law.outcomes[outcome].label for outcome in named}
    if found and document not in documents:
        told = "、".join(f"“{label}”应当用{law.documents[name].label}" for name, label in documents.items() if name)
        raise UsageError(f"{law.documents[document].label}与办理结果不符：{told}。")


def _item(item: Item, several: bool, where: str, filling: Filling, template: Template) -> list[str]:
    words = wording()
    subject = filling.fill(words.subject["several" if several else "single"])
    more = _values(item, subject, filling, where)
    more["provision"], more["other_organ"] = trimmed(item.provision), trimmed(item.other_organ)
    if item.withheld or item.outcome == PARTLY:
        more["reason"] = _withheld(item, where, filling, template)
    return filling.with_basis(filling.law.outcomes[item.outcome].basis).paragraphs(
        template.outcomes[item.outcome].paragraphs, more, where
    )


def _withheld(item: Item, where: str, filling: Filling, template: Template) -> str:
    """The parts that are not disclosed, one after another, each with article and reason."""
    words = wording()
    if item.outcome != PARTLY:
        label = filling.law.outcomes[item.outcome].label
        raise UsageError(f"结果为“{label}”的内容不能再列出不予公开的部分；部分公开请用“{PARTLY}”。")
    if not item.withheld:
        return filling.lack(words.labels["withheld"], where)
    found = []
    for number, part in enumerate(item.withheld, 1):
        here = f"{where}第{number}个不予公开部分的"
        more = _values(part, words.subject["part"], filling, here)
        basis = filling.law.outcomes[part.outcome].basis
        told = filling.with_basis(basis).paragraphs(template.outcomes[part.outcome].paragraphs, more, here)
        values = {"no": str(number), "part": trimmed(part.part).replace("\n", "；"), "told": "".join(told)}
        found.append(filling.fill(words.part, values, here))
    return "\n".join(found)


def _values(item: Item | Withheld, subject: str, filling: Filling, where: str) -> dict[str, str]:
    outcome = filling.law.outcomes[item.outcome]
    return {
        "subject": subject,
        "way": trimmed(item.way),
        "grounds": _grounds(item.grounds, outcome, filling, where),
        **_stated(item.stated, outcome, filling, where),
    }


def _grounds(grounds: tuple[str, ...], outcome: Outcome, filling: Filling, where: str) -> str:
    known = {ground.id: ground.label for ground in outcome.grounds}
    if wrong := [ground for ground in grounds if ground not in known]:
        told = "、".join(f"{name}（{label}）" for name, label in known.items()) or "无"
        raise UsageError(f"“{outcome.label}”没有“{wrong[0]}”这一理由类别；可以是：{told}。")
    if known and not grounds:
        return filling.lack(f"{wording().labels['grounds']}（{'、'.join(known.values())}）", where)
    return "、".join(known[ground] for ground in grounds)


def _stated(stated: Mapping[str, str], outcome: Outcome, filling: Filling, where: str) -> dict[str, str]:
    if wrong := [label for label in stated if label not in outcome.must_state]:
        told = "、".join(outcome.must_state) or "无"
        raise UsageError(f"“{outcome.label}”不需要写明“{wrong[0]}”；应当写明：{told}。")
    found = {label: trimmed(stated.get(label, "")).replace("\n", "；") for label in outcome.must_state}
    return {label: text or filling.lack(label, where) for label, text in found.items()}
