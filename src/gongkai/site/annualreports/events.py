"""What can happen to an annual report."""

from typing import Final

EVENTS: Final = {
    "report.start": "开始编制年度报告",
    "report.write": "修改年度报告文字",
    "report.adjust": "人工调整年度报告数字",
    "report.restore": "取消人工调整",
    "report.keep": "说明后保留检查发现",
    "report.nothing": "确认全年没有",
    "report.opening": "确认期初数字",
    "report.submit_review": "年度报告提交审核",
    "report.freeze": "年度报告定稿",
    "report.return_inside": "年度报告审核退回",
    "report.submit": "报送年度报告",
    "report.return": "退回下级年度报告",
    "report.clear": "审核通过下级年度报告",
    "report.publish": "公布年度报告",
    "report.correct": "更正已公布的年度报告",
    "report.date": "设定年度报告报送截止日",
    "report.limit": "设定年度报告字数限制",
    "report.seal": "上传年度报告盖章扫描件",
    "report.seal_clean": "清除盖章扫描件的隐藏内容",
    "report.seal_accept": "盖章扫描件的检查发现说明后保留",
    "report.seal_remove": "移除年度报告盖章扫描件",
    "report.export": "导出年度报告依据",
}
