"""Forms of the ledger."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.errors import UsageError
from gongkai.law.ledger_model import LedgerMetric
from gongkai.site.ledger import metrics, periods
from gongkai.site.ledger.amounts import read_amount
from gongkai.site.ledger.book import NOTE, SOURCE, Line
from gongkai.site.ledger.models import Period, State
from gongkai.site.ledger.services.common import Evidence
from gongkai.site.web.forms import DayInput


def grouped(today: dt.date) -> list[tuple[str, list[tuple[str, str]]]]:
    """The metrics that one enters, by part of the report, for a list to choose from."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for name, found in metrics.kept_here(today).items():
        groups.setdefault(found.aspect or str(_("主动公开政府信息情况表")), []).append((name, found.label))
    return list(groups.items())


class MetricForm(forms.Form):
    """Of what a record is."""

    metric = forms.ChoiceField(label=_("指标"), widget=forms.Select({"data-submit": ""}))

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["metric"].choices = [("", _("请选择")), *grouped(today)]


class RecordForm(forms.Form):
    """One record of a metric: part, day, value; and what proves it."""

    party = forms.ChoiceField(label=_("分项"))
    period = forms.ChoiceField(label=_("期间"), choices=Period.choices, initial=Period.DAY)
    on = forms.DateField(label=_("日期"), widget=DayInput, help_text=_("合计的，填写当月、当年的任意一天。"))
    value = forms.CharField(label=_("数值"), max_length=30, widget=forms.TextInput({"inputmode": "decimal"}))
    note = forms.CharField(label=_("说明"), max_length=NOTE, required=False)
    source = forms.CharField(label=_("来源"), max_length=SOURCE, required=False)
    file = forms.FileField(label=_("佐证材料"), required=False)

    def __init__(self, *args: Any, metric: LedgerMetric, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._metric = metric
        fields: Any = self.fields
        fields["value"].label = _("数值（%(unit)s）") % {"unit": metric.unit}
        if metric.evidence:
            fields["file"].help_text = _("例如：%(what)s。不得上传涉密文件。") % {"what": metric.evidence}
        parts = metrics.parties(metric, today)
        if parts:
            fields["party"].choices = [("", _("请选择")), *((name, one.label) for name, one in parts.items())]
        else:
            del fields["party"]

    def clean_value(self) -> Any:
        """The number."""
        try:
            return read_amount(self.cleaned_data["value"], self._metric.decimals)
        except UsageError as error:
            raise forms.ValidationError(error.message) from error

    def line(self) -> Line:
        """What was filled in."""
        values = self.cleaned_data
        span = periods.span(values["period"], values["on"])
        texts = {name: values.get(name, "") for name in ("party", "note", "source")}
        return Line(metric=self._metric.id, span=span, value=values["value"], **texts)


class CorrectionForm(RecordForm):
    """A record as it should be, and why."""

    reason = forms.CharField(label=_("更正原因"), max_length=200)


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("原因"), max_length=200, widget=forms.Textarea({"rows": 3}))


class NilForm(forms.Form):
    """Of which metrics there was nothing in a month."""

    metrics = forms.MultipleChoiceField(
        label=_("没有发生的事项"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("只勾选确实没有发生的。有发生的，请登记数值。"),
    )

    def __init__(self, *args: Any, missing: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["metrics"].choices = missing


class FileForm(forms.Form):
    """A workbook of records."""

    file = forms.FileField(label=_("选择文件"), help_text=_("XLSX 或者 CSV。不得上传涉密文件。"))


class MatterForm(forms.Form):
    """A work point or a problem."""

    title = forms.CharField(label=_("内容"), max_length=200)
    year = forms.IntegerField(label=_("年度"), min_value=periods.FIRST_YEAR, max_value=2100)
    source = forms.CharField(label=_("来源"), max_length=200, required=False)
    measure = forms.CharField(label=_("措施"), max_length=500, required=False, widget=forms.Textarea({"rows": 3}))
    charge = forms.CharField(label=_("责任单位或者责任人"), max_length=100, required=False)
    due_on = forms.DateField(label=_("完成期限"), required=False, widget=DayInput)


class StepForm(forms.Form):
    """What was done about a matter."""

    state = forms.ChoiceField(label=_("状态"), choices=State.choices)
    text = forms.CharField(label=_("进展"), max_length=500, widget=forms.Textarea({"rows": 3}))
    file = forms.FileField(label=_("佐证材料"), required=False, help_text=_("不得上传涉密文件。"))


class AccountForm(forms.Form):
    """A new-media account."""

    medium = forms.ChoiceField(label=_("平台"))
    name = forms.CharField(label=_("账号名称"), max_length=100)
    keeper = forms.CharField(label=_("责任人"), max_length=100, required=False)
    opened_on = forms.DateField(label=_("开设日期"), widget=DayInput)
    updated_on = forms.DateField(label=_("最近更新"), required=False, widget=DayInput)

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        choices = [(name, one.label) for name, one in metrics.media(today).items()]
        fields["medium"].choices = [("", _("请选择")), *choices]


class DayForm(forms.Form):
    """A day on which something happened to an account, and what."""

    on = forms.DateField(label=_("日期"), widget=DayInput)
    what = forms.ChoiceField(label=_("事项"), choices=[("update", _("发布了新内容")), ("close", _("账号注销"))])


def evidence_of(form: forms.Form) -> Evidence | None:
    """The file that was handed in with a form."""
    file = form.cleaned_data.get("file")
    return Evidence(file.name, file) if file else None
