"""The reference page of what comes after a reply: proceedings, how they count, and how long files are kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from gongkai.law import LawView
from gongkai.law.entry import Entry
from gongkai.law.proceeding_model import Proceeding

TARGET: Final = Path(__file__).resolve().parent.parent / "docs" / "reference" / "proceedings.md"
HEAD: Final = """# 复议、诉讼、投诉举报和档案

本页由 `make docs` 从 `src/gongkai/law/data` 生成，请修改数据，不要修改本页。
"""
_EFFECTS: Final = {"keeps": "一审结果不变", "reopens": "重新成为尚未审结", "replaces": "以改判的结果代替"}


def page(law: LawView) -> str:
    """The page in Markdown."""
    columns = {
        column.id: column.label
        for form in law.forms.values()
        for table in form.tables
        if table.id == "remedies"
        for block in table.blocks
        for column in block.columns
    }
    parts = [HEAD, *(line for entry in law.proceedings.values() for line in _proceeding(law, entry, columns))]
    return "\n".join([*parts, *_retention(law)]).rstrip() + "\n"


def _proceeding(law: LawView, entry: Proceeding, columns: dict[str, str]) -> Iterator[str]:
    states = {state.id: state.label for state in entry.states}
    yield f"## {entry.label}\n\n由{entry.forum}办理（{_cited(law, entry.basis)}）。\n"
    yield _table(
        ("事项", "标识", "在何状态", "之后", "开始的期限", "依据"),
        (
            (
                stage.label,
                f"`{stage.id}`",
                "、".join(states[source] for source in stage.sources) or "（开始）",
                states[stage.to],
                "；".join(law.deadlines[name].label for name in (stage.deadline, stage.simplified) if name),
                _cited(law, stage.basis),
            )
            for stage in entry.stages
        ),
    )
    heads = ("结果", "标识", "计入报告的列", "须重新答复", "依据")
    yield _table(
        heads,
        (
            (
                one.label,
                f"`{one.id}`",
                columns.get(one.column, "不计"),
                "是" if one.renews else "",
                _cited(law, one.basis),
            )
            for one in entry.results
        ),
    )
    if entry.second:
        rows = ((one.label, f"`{one.id}`", _EFFECTS[one.effect], _cited(law, one.basis)) for one in entry.second)
        yield _table(("二审", "标识", "对计数的影响", "依据"), rows)
    rules: Iterable[Entry] = (*entry.counting, *entry.stages, *entry.results, *entry.second)
    yield from _readings(rules)


def _retention(law: LawView) -> Iterator[str]:
    yield "## 保管期限\n"
    rows = ((kept.label, f"`{kept.id}`", _cited(law, kept.basis)) for kept in law.retention.values())
    yield _table(("保管期限", "标识", "依据"), rows)
    yield from _readings(law.retention.values())


def _readings(entries: Iterable[Entry]) -> Iterator[str]:
    """What is taken in doubt, and why."""
    for entry in entries:
        reading, because = getattr(entry, "reading", ""), getattr(entry, "because", "")
        if reading:
            label = getattr(entry, "label", "计数")
            yield f"- {label}：{reading}理由：{because}"
    yield ""


def _cited(law: LawView, basis: Iterable[str]) -> str:
    return "、".join(law.cite_short(item) for item in basis)


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [heads, tuple("---" for _ in heads), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines) + "\n"
