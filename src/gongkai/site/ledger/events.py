"""What can happen in the ledger."""

from typing import Final

EVENTS: Final = {
    "ledger.enter": "登记台账",
    "ledger.correct": "更正台账",
    "ledger.retract": "撤销台账记录",
    "ledger.download": "下载台账佐证材料",
    "matter.create": "登记工作要点或者问题",
    "matter.step": "登记工作要点或者问题的进展",
    "matter.download": "下载进展的佐证材料",
    "media.add": "登记政务新媒体账号",
    "media.update": "登记政务新媒体更新",
    "media.close": "注销政务新媒体账号",
}
