"""What can happen to a request on application. No event names anybody."""

from typing import Final

EVENTS: Final = {
    "request.register": "登记申请",
    "request.step": "登记办理事项",
    "request.read": "查看申请人个人信息",
    "request.follow": "申请人查询进度",
    "request.amend": "更正申请登记",
    "request.assign": "指定经办人",
    "request.paper": "添加材料",
    "request.download": "下载材料",
    "request.letter": "制作文书",
    "request.propose": "拟定答复",
    "request.submit": "提交答复审核",
    "request.approve": "答复审核通过",
    "request.return": "答复退回修改",
    "request.fee": "登记收费",
    "request.satisfaction": "申请人评价",
    "request.transfer": "移送主动公开",
    "request.archive": "归档",
    "request.destroy": "销毁到期档案",
    "request.export": "导出卷宗",
    "request.import": "导入历史台账",
    "request.nil": "确认全年没有申请",
}
