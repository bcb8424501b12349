"""What can happen to a case, and to a chain."""

from typing import Final

EVENTS: Final = {
    "case.open": "提交审核",
    "case.submit": "修改后再次提交审核",
    "case.pass": "审核通过",
    "case.return": "退回修改",
    "case.comment": "发表审核意见",
    "case.wipe": "销毁审核意见",
    "case.withdraw": "撤回审核事项",
    "case.scan": "查看签批单扫描件",
    "chain.edit": "设置审核环节",
}
