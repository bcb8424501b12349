"""Personal data in the text. The numbers are made up from their check digits."""

from __future__ import annotations

from typing import Any

from gongkai.report.values import Text
from tests.report.build import a_report
from tests.report.checks.cases.case import Case
from tests.report.checks.cases.claims import NOTHING

ID_NUMBER = "110101190001010014"
CARD = "6200000000000005"
OTHER_CARD = "4000000000000002"
MOBILE = "13800000000"
TEXTLESS = a_report(sections=NOTHING)


def personal(code: str, what: str, text: str, outcome: Any, says: str = "", **more: Any) -> Case:
    report = a_report(sections={"overview": text}, **more.pop("report", {}))
    return Case(code, what, report, outcome, "", says, **more)


PERSONAL = [
    personal("PV-ID-NUMBER", "no number", "补贴发放到户。", "passed"),
    personal("PV-ID-NUMBER", "another check digit", f"编号{ID_NUMBER[:-1]}5。", "passed"),
    personal("PV-ID-NUMBER", "masked", "张某，1101**********0010。", "passed"),
    personal(
        "PV-ID-NUMBER",
        "a number",
        f"张某，身份证号{ID_NUMBER}，领取补贴。",
        "failed",
        "公民身份号码（110*************14）",
        found="110*************14",
        line=20,
    ),
    Case("PV-ID-NUMBER", "no text", TEXTLESS, "none"),
    personal("PV-BANK-CARD", "no number", "补贴发放到户。", "passed"),
    personal("PV-BANK-CARD", "another check digit", f"卡号{CARD[:-1]}6。", "passed"),
    personal("PV-BANK-CARD", "digits that happen to fit", f"索引{OTHER_CARD}。", "passed"),
    personal(
        "PV-BANK-CARD",
        "a card",
        f"补贴发到{CARD}。",
        "failed",
        "银行卡号（620***********05）",
        found="620***********05",
    ),
    personal("PV-BANK-CARD", "called an account", f"账号{OTHER_CARD}。", "failed", found="400***********02"),
    Case("PV-BANK-CARD", "no text", TEXTLESS, "none"),
    personal("PV-PHONE", "no number", "补贴发放到户。", "passed"),
    personal("PV-PHONE", "the contact", f"如有疑问请联系，电话{MOBILE}。", "passed"),
    personal("PV-PHONE", "told as contact", f"电话{MOBILE}。", "passed", report={"contact": Text(f"电话{MOBILE}")}),
    personal("PV-PHONE", "an address of mail", f"{MOBILE}@example.cn", "passed"),
    personal(
        "PV-PHONE", "a number", f"张某，{MOBILE}。", "failed", "手机号码（138****0000）", found="138****0000", line=20
    ),
    Case("PV-PHONE", "no text", TEXTLESS, "none"),
    personal("PV-ADDRESS", "no address", "补贴发放到户。", "passed"),
    personal("PV-ADDRESS", "to the township", "张某，住址为青山县白石镇。", "passed"),
    personal(
        "PV-ADDRESS",
        "to the door",
        "张某，家住青山县白石镇东村3组12号。",
        "failed",
        "家住青山县白石镇…",
        found="家住青山县白石镇…",
    ),
    Case("PV-ADDRESS", "no text", TEXTLESS, "none"),
]
