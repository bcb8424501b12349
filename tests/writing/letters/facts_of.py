"""Complete facts for every document of the law data, of an invented county; no two texts are the same."""

from __future__ import annotations

import datetime as dt

from msgspec.structs import replace

from gongkai.law import LawView
from gongkai.law.model import Outcome
from gongkai.writing.letters import Body, Charge, Earlier, Entry, Facts, Item, Withheld

DAY = dt.date(2026, 3, 18)
BODY = Body(
    name="青山县财政局",
    reconsideration="青山县人民政府",
    court="青山县人民法院",
    supervisor="青山县政务公开办公室",
    contact="青山县人民路1号，电话0000-1234567",
)
DENIED = Withheld(
    "联系人的姓名和电话",
    "third_party_rights",
    ("personal_privacy",),
    {
        "征求第三方意见的情况": "2026年2月20日书面征求，3月2日收到意见",
        "不同意公开的合理理由": "公开以后可能受到骚扰",
    },
)
ALL = Facts(
    body=BODY,
    day=DAY,
    number="青财公复〔2026〕5号",
    addressee="李某某",
    received=dt.date(2026, 2, 12),
    submitted=dt.date(2026, 2, 11),
    due=dt.date(2026, 3, 20),
    until=dt.date(2026, 4, 10),
    channel="online",
    code="K7M2-9QXT",
    content="2025年部门预算的编制说明",
    matters="所需信息的名称、文号或者其他特征性描述",
    guidance="可以写明文件的标题或者大致的形成时间",
    excess="2026年1月以来共提出213件申请",
    reason="需要查阅的档案分散在三处库房",
    payment="持本通知书到青山县财政局财务室缴纳",
    earlier=Earlier("政府信息公开申请补正告知书", dt.date(2026, 2, 20), dt.date(2026, 3, 10), "青财公补〔2026〕1号"),
    charge=Charge("pages", 120),
    entries=(Entry("青山路改造项目评审报告", "涉及公众利益调整", "青财评〔2025〕7号", 4),),
    delivered="政府信息公开申请答复书（青财公复〔2026〕5号）",
    method="direct",
    place="青山县政务服务中心",
    sender="王某",
    proposal="拟予以公开",
    secrecy="不涉及国家秘密",
    review="同意拟办意见",
    approval="同意",
    accepted="已于2026年3月17日公开",
    note="申请人要求纸质复印件",
)


def item_of(outcome: Outcome, content: str = "2025年部门预算的编制说明") -> Item:
    """An item with that outcome and all that it must state."""
    grounds = (outcome.grounds[-1].id,) if outcome.grounds else ()
    stated = {label: f"关于{label}，附有材料" for label in outcome.must_state}
    item = Item(
        outcome.id, content, grounds, stated, "随本件附送复印件1份", "拨打12345热线", "青山县档案馆，0000-7654321"
    )
    return replace(item, withheld=(DENIED,)) if outcome.id == "partly_provided" else item


def facts_of(law: LawView, document: str, outcome: str = "") -> Facts:
    """Complete facts for a document; for a reply, of one item with ``outcome``."""
    if not outcome:
        return replace(ALL, addressed="organisation") if law.documents[document].addressee == "organ" else ALL
    return replace(ALL, items=(item_of(law.outcomes[outcome]),))


def pairs(law: LawView) -> list[tuple[str, str]]:
    """Every document, with each outcome that it tells."""
    found = []
    for document in law.documents:
        told = [outcome.id for outcome in law.outcomes.values() if outcome.document == document]
        found += [(document, outcome) for outcome in told or [""]]
    return found
