"""The component page of the demonstration: every part that pages are made of, in every state that it can have."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec
from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongkai.site.web.clock import ZONE
from gongkai.site.web.forms import DayInput
from gongkai.site.web.paging import Page
from gongkai.site.web.templatetags.components import Column, Fact, Moment, Step, Tile


class Filters(forms.Form):
    """A bar of filters."""

    q = forms.CharField(label=gettext_lazy("关键词"), required=False)
    state = forms.ChoiceField(
        label=gettext_lazy("状态"),
        required=False,
        choices=[("", gettext_lazy("全部")), ("open", gettext_lazy("办理中")), ("late", gettext_lazy("逾期"))],
    )
    since = forms.DateField(label=gettext_lazy("自"), required=False, widget=DayInput)


class Example(forms.Form):
    """One of each kind of field."""

    title = forms.CharField(
        label=gettext_lazy("标题"), help_text=gettext_lazy("写明发文机关、事由和文种。"), max_length=40
    )
    phone = forms.CharField(label=gettext_lazy("联系电话"), help_text=gettext_lazy("固定电话请写区号。"), min_length=7)
    day = forms.DateField(label=gettext_lazy("收到日期"), widget=DayInput)
    method = forms.ChoiceField(
        label=gettext_lazy("获取方式"),
        widget=forms.RadioSelect,
        choices=[
            ("post", gettext_lazy("邮寄")),
            ("mail", gettext_lazy("电子邮件")),
            ("self", gettext_lazy("自行领取")),
        ],
    )
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("载体"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        choices=[("paper", gettext_lazy("纸质")), ("file", gettext_lazy("电子文件"))],
    )
    office = forms.ChoiceField(
        label=gettext_lazy("承办机构"),
        choices=[("", gettext_lazy("请选择")), ("a", gettext_lazy("办公室")), ("b", gettext_lazy("综合科"))],
    )
    text = forms.CharField(label=gettext_lazy("说明"), widget=forms.Textarea(attrs={"rows": 4}), required=False)
    scan = forms.FileField(
        label=gettext_lazy("附件"), required=False, help_text=gettext_lazy("不得存储、处理涉密信息。")
    )
    agreed = forms.BooleanField(label=gettext_lazy("内容已经核对无误"))


class Row(msgspec.Struct, frozen=True):
    """A row of the example table."""

    title: str
    received: dt.date
    due: dt.date
    state: str
    kind: str
    pages: int | None


def show(request: HttpRequest) -> HttpResponse:
    """All parts on one page."""
    return render(request, "web/components.html", _parts())


def _parts() -> dict[str, Any]:
    wrong = Example({"title": "", "phone": "12", "day": "2026-02-30", "kinds": ["paper"]})
    return {
        "rows": _rows(),
        "page": Page[Any]([], after="next", before="previous"),
        "filter_form": Filters({"q": "预算"}),
        "good_form": Example(prefix="good"),
        "wrong_form": wrong,
        "facts_rows": [
            Fact(_("申请人"), "李某某"),
            Fact(_("收到日期"), "2026年11月2日", "#facts"),
            Fact(_("答复期限"), "2026年11月30日"),
            Fact(_("传真号码"), ""),
        ],
        "moments": _moments(),
        "steps_items": [
            Step(_("登记"), "done", "2026年11月2日"),
            Step(_("审核"), "done"),
            Step(_("签发"), "current", _("等待签发人")),
            Step(_("送达"), "ahead"),
        ],
        "tiles_items": [
            Tile(_("逾期"), 1, "#tables", _("最早应于11月18日答复"), "danger"),
            Tile(_("三个工作日内到期"), 3, "#tables"),
            Tile(_("办理中"), 12, "#tables"),
            Tile(_("上月未填报"), None, note=_("还没有记录，不等于零")),
        ],
        **_chart(),
    }


def _rows() -> list[Row]:
    day = dt.date
    return [
        Row("关于公开2025年道路养护合同的申请", day(2026, 10, 21), day(2026, 11, 18), "逾期", "danger", 128),
        Row("关于公开石桥镇低保名单的申请", day(2026, 11, 2), day(2026, 11, 30), "办理中", "info", 12),
        Row("关于公开征地补偿标准的申请", day(2026, 11, 5), day(2026, 12, 3), "等待补正", "warn", None),
        Row("关于公开年度财政决算的申请", day(2026, 9, 3), day(2026, 10, 9), "已答复", "good", 1024),
    ]


def _moments() -> list[Moment]:
    def at(month: int, day: int, hour: int, minute: int) -> dt.datetime:
        return dt.datetime(2026, month, day, hour, minute, tzinfo=ZONE)

    return [
        Moment(at(11, 20, 9, 5), _("退回修改"), "王某某", _("附件第二页有个人信息，请遮盖后重新提交。"), "danger"),
        Moment(at(11, 19, 16, 40), _("提交审核"), "张某某", kind="info"),
        Moment(at(11, 2, 10, 12), _("登记"), "张某某"),
    ]


def _chart() -> dict[str, Any]:
    years = ["2022", "2023", "2024", "2025"]
    received, answered = [41, 56, 69, 81], [40, 53, 69, 78]
    options = {
        "legend": {},
        "grid": {"left": 40, "right": 16, "top": 40, "bottom": 32},
        "xAxis": {"type": "category", "data": years},
        "yAxis": {"type": "value"},
        "series": [
            {"type": "bar", "name": _("收到"), "data": received},
            {"type": "bar", "name": _("办结"), "data": answered},
        ],
    }
    columns = [Column(_("年度")), Column(_("收到"), number=True), Column(_("办结"), number=True)]
    rows = [list(row) for row in zip(years, received, answered, strict=True)]
    return {"chart_options": options, "chart_columns": columns, "chart_rows": rows}
