"""What can happen to an item of information."""

from typing import Final

EVENTS: Final = {
    "item.create": "起草信息",
    "item.edit": "修改信息",
    "item.attach": "添加附件",
    "item.detach": "移除附件",
    "item.scan": "公开前检查",
    "item.accept": "说明后保留检查发现",
    "item.mask": "遮盖个人信息",
    "item.strip": "清除隐藏内容",
    "item.submit": "提交审核",
    "item.return": "审核退回",
    "item.approve": "审核通过",
    "item.publish": "公开",
    "item.correct": "更正",
    "item.withdraw": "撤下",
    "item.repeal": "废止",
    "item.expire": "公示期满撤下",
    "item.keep": "登记为不主动公开",
    "item.reassess": "定期评估不公开的信息",
    "item.download": "下载附件原件",
    "posting.add": "登记发布渠道",
    "posting.replace": "更正渠道登记",
    "duty.set": "设置栏目责任",
    "opinion.receive": "收到意见",
    "opinion.open": "查看意见人的姓名和联系方式",
    "opinion.weigh": "填写意见采纳情况",
    "correction.receive": "收到纠错",
    "correction.handle": "处理纠错",
}
