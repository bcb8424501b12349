"""What can happen to a case. No event names anybody."""

from typing import Final

EVENTS: Final = {
    "remedy.open": "登记复议、诉讼案件",
    "remedy.step": "登记案件进展",
    "remedy.amend": "更正案件登记",
    "remedy.paper": "添加案件材料",
    "remedy.unpaper": "删除案件材料",
    "remedy.download": "下载案件材料",
    "remedy.read": "查看案件当事人和事由",
    "remedy.renew": "依决定、裁判重新答复",
    "remedy.wipe": "销毁案件中的个人信息",
    "complaint.open": "登记投诉、举报",
    "complaint.step": "登记投诉、举报的办理",
}
