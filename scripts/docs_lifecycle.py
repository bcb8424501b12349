"""docs/reference/lifecycle.md from the law data: the state diagram, and all that stands in the table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from pathlib import Path

from gongkai.law import LawView
from gongkai.law.procedure_model import Deadline, EventText, Length

TARGET = Path(__file__).resolve().parent.parent / "docs" / "reference" / "lifecycle.md"
# The page describes the law as it stands on this day, and tells what was different before.
LATEST = dt.date.max
UNITS = {"working_days": "个工作日", "calendar_days": "日", "months": "个月"}
RECEIPT = {"arrival": "收到之日", "signature": "签收之日", "confirmation": "双方确认之日"}
EFFECTS = {
    "none": "照常计算",
    "submit": "不起算",
    "start": "自次日起算",
    "await_supplement": "停止计算，等待补正",
    "await_payment": "停止计算，等待缴费",
    "restart": "自次日起重新计算",
    "exclude": "开始扣除",
    "consult": "照常计算，不扣除",
    "end_consultation": "停止扣除",
    "extend": "延长",
    "ask_reasons": "照常计算",
    "defer": "届满日改为确定的日期",
    "decide": "照常计算，至送达为止",
    "deliver": "结束",
    "abandon": "结束",
    "new_round": "另起一轮，自次日起算",
    "order": "自次日起重新计算，或者至决定写明的日期",
}
HEAD = """# 一件申请的办理

本页由 `make docs` 从 `src/gongkai/law/data` 生成，请修改数据，不要修改本页。
办理进度与办理结果分开记录；是否逾期由届满日和当日推出，不另作登记。
"""


def page(law: LawView) -> str:
    """The page in Markdown."""
    parts = [
        HEAD, *_diagram(law), *_states(law), *_events(law), *_guards(law), *_deadlines(law), *_fees(law),
        *_channels(law), *_services(law), *_outcomes(law), *_documents(law), *_remedies(law),
    ]  # fmt: skip
    return "\n".join(parts).rstrip() + "\n"


def _diagram(law: LawView) -> Iterator[str]:
    """A Mermaid state diagram; events that lead the same way share an arrow."""
    table = law.lifecycle
    yield "## 状态图\n\n```mermaid\nstateDiagram-v2"
    yield from (f'    state "{state.label}" as {state.id}' for state in table.states)
    arrows: dict[tuple[str, str], list[str]] = {}
    for event in _present(law):
        for source in event.sources or ("[*]",):
            labels = arrows.setdefault((source, _leads(source, event)), [])
            if event.label not in labels:
                labels.append(event.label)
    yield from (f"    {source} --> {to}: {'／'.join(labels)}" for (source, to), labels in arrows.items())
    yield "```\n"


def _leads(source: str, event: EventText) -> str:
    """While opinions are waited for, only their end leads back to processing."""
    stays = source == "consulting" and event.to == "processing" and event.effect != "end_consultation"
    return source if stays else event.to


def _present(law: LawView) -> list[EventText]:
    return [event for event in law.lifecycle.events if event.ends is None]


def _states(law: LawView) -> Iterator[str]:
    clocks = {"none": "没有期限", "running": "计算", "stopped": "停止", "excluded": "扣除", "ended": "结束"}
    yield "## 状态\n"
    rows = [(s.label, s.id, clocks[s.clock], s.waits_for, s.note) for s in law.lifecycle.states]
    yield _table(("状态", "标识", "答复期限", "等待", "说明"), rows)


def _events(law: LawView) -> Iterator[str]:
    labels = {state.id: state.label for state in law.lifecycle.states}
    roles = {role.id: role.label for role in law.lifecycle.roles}
    guards = {guard.id: guard.label for guard in law.lifecycle.guards}
    yield "## 事项\n"
    for event in law.lifecycle.events:
        until = "" if event.ends is None else f"，至 {event.ends} 前"
        dated = "申请收到之日" if event.dated_by == "request" else "事项发生之日"
        yield f"### {event.label}（`{event.id.replace('_', '-')}`，{event.since} 起{until}）\n"
        rows = [
            ("从", "、".join(labels[source] for source in event.sources) or "（开始）"),
            ("到", labels[event.to]),
            ("由谁", "、".join(roles[role] for role in event.who)),
            ("条件", "；".join(guards[guard] for guard in event.guards)),
            ("期限", EFFECTS[event.effect]),
            ("自身的时限", "" if event.deadline is None else law.deadlines[event.deadline].label),
            ("文书", "" if event.document is None else law.documents[event.document].label),
            ("办理结果", "" if event.outcome is None else law.outcomes[event.outcome].label),
            ("依据", _cited(law, event.basis)),
            ("适用", f"按{dated}的规定"),
            *_reading(event.reading, event.because),
        ]
        yield "\n".join(f"- {name}：{text}" for name, text in rows if text) + "\n"


def _guards(law: LawView) -> Iterator[str]:
    yield "## 条件不符时的提示\n"
    rows = [(guard.label, f"`{guard.id}`", guard.message) for guard in law.lifecycle.guards]
    yield _table(("条件", "标识", "提示"), rows)


def _deadlines(law: LawView) -> Iterator[str]:
    yield "## 期限\n"
    subjects = {"request": "申请的办理", "publication": "主动公开", "remedy": "复议和诉讼"}
    for subject, title in subjects.items():
        rows = [row for entry in law.deadlines.values() if entry.subject == subject for row in _lengths(law, entry)]
        yield f"### {title}\n"
        yield _table(("期限", "标识", "自何日之后起算", "由谁", "长短", "施行", "依据"), rows)
        for entry in law.deadlines.values():
            for value in entry.values if entry.subject == subject else ():
                if value.reading:
                    yield f"- {entry.label}（{value.since} 起）：{value.reading}理由：{value.because}"
        yield ""


def _lengths(law: LawView, entry: Deadline) -> Iterator[tuple[str, ...]]:
    for value in entry.values:
        held = f"{value.since} 起" + ("" if value.ends is None else f"，至 {value.ends} 前")
        cited = _cited(law, value.basis)
        yield entry.label, f"`{entry.id}`", entry.runs_from, entry.falls_to, _length(value), held, cited


def _length(value: Length) -> str:
    return f"{value.length}{UNITS[value.unit]}" + ("，末日为休息日的顺延" if value.rolls else "")


def _fees(law: LawView) -> Iterator[str]:
    yield "## 信息处理费\n"
    for scale in law.fees.values():
        yield f"### {scale.label}（`{scale.id}`，{scale.since} 起）\n"
        yield f"{scale.counting}（{_cited(law, scale.basis)}）。\n"
        for band in scale.bands:
            span = (
                f"第 {band.first} {scale.unit}起"
                if band.last is None
                else f"第 {band.first} 至 {band.last} {scale.unit}"
            )
            step = "" if band.step is None else f"，每 {band.step} {scale.unit}为一档，每档提高 {band.rise} 元"
            yield f"- {span}：每{scale.unit} {band.price} 元{step}"
        yield ""


def _channels(law: LawView) -> Iterator[str]:
    yield "## 收到申请之日\n"
    rows = []
    for channel in law.channels.values():
        for rule in channel.rules:
            held = f"{rule.since} 起" + ("" if rule.ends is None else f"，至 {rule.ends} 前")
            other = "、".join(RECEIPT[name] for name in rule.or_else)
            rows.append((channel.label, f"`{channel.id}`", held, RECEIPT[rule.receipt], other, _cited(law, rule.basis)))
    yield _table(("渠道", "标识", "施行", "以何日为准", "可以另行设定为", "依据"), rows)


def _services(law: LawView) -> Iterator[str]:
    yield "## 送达\n"
    rows = [(s.label, f"`{s.id}`", s.counts, _cited(law, s.basis), s.reading) for s in law.lifecycle.services]
    yield _table(("方式", "标识", "以何日计算", "依据", "理解"), rows)


def _outcomes(law: LawView) -> Iterator[str]:
    yield "## 办理结果\n"
    form = law.form_for_year(LATEST.year)
    places = {
        outcome: row.label
        for table in (form.tables if form else ())
        for block in table.blocks
        for row in block.rows
        for outcome in row.counts
    }
    rows = []
    for outcome in law.outcomes.values():
        document = "" if outcome.document is None else law.documents[outcome.document].label
        first = "是" if outcome.review_first else ""
        grounds = "、".join((*(ground.label for ground in outcome.grounds), *outcome.must_state))
        place = places.get(outcome.id, "").split("（区分")[0]
        rows.append((outcome.label, f"`{outcome.id}`", place, document, grounds, first, _cited(law, outcome.basis)))
    yield _table(("办理结果", "标识", "计入报告的行", "文书", "情形和须写明的理由", "复议前置", "依据"), rows)


def _documents(law: LawView) -> Iterator[str]:
    yield "## 文书\n"
    for document in law.documents.values():
        elements = "、".join(element.label for element in document.elements)
        yield f"- **{document.label}**（`{document.id}`，{_cited(law, document.basis)}）：{elements}。"
        yield from (f"  {name}：{text}" for name, text in _reading(document.reading, document.because))
    yield ""


def _remedies(law: LawView) -> Iterator[str]:
    yield "## 救济\n"
    for remedy in law.remedies.values():
        names = [name for name in (remedy.deadline, remedy.deadline_silence) if name is not None]
        terms = "；".join(law.deadlines[name].label for name in names) or "没有期限"
        yield f"- **{remedy.label}**：向{remedy.addressed_to}提出；{terms}（{_cited(law, remedy.basis)}）。"
        yield from (f"  {name}：{text}" for name, text in _reading(remedy.reading, remedy.because))
    yield ""


def _reading(reading: str, because: str) -> list[tuple[str, str]]:
    return [("理解", reading), ("理由", because)] if reading else []


def _cited(law: LawView, basis: Iterable[str]) -> str:
    return "、".join(law.cite_short(item) for item in basis)


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [heads, tuple("---" for _ in heads), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines) + "\n"
