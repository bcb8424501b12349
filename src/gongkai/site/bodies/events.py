"""What can happen to a body."""

from typing import Final

EVENTS: Final = {
    "body.create": "新建机关",
    "body.describe": "更正机关基本信息",
    "body.rename": "机关更名",
    "body.relate": "调整隶属关系",
    "body.withdraw": "取消尚未生效的调整",
    "body.effect": "调整生效",
    "body.close": "撤销机关",
    "body.reopen": "恢复被撤销的机关",
    "body.contact": "修改联系方式",
    "body.office": "设置内设机构或者村、社区",
    "body.post": "登记工作人员",
    "body.import": "导入机关名录",
}
