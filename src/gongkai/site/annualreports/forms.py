"""Forms of the staff for reports."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.report.form import Form
from gongkai.site.annualreports.work import SECTIONS, titles_of


class TextForm(forms.Form):
    """The text of a report. Figures in braces are filled in from the records."""

    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, spec: Form, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        titles = titles_of(spec)
        for name in SECTIONS:
            rows = 14 if name == "overview" else 6
            self.fields[name] = forms.CharField(
                label=titles[name], required=False, widget=forms.Textarea(attrs={"rows": rows})
            )

    def texts(self) -> dict[str, str]:
        """Section -> text."""
        return {name: self.cleaned_data[name] for name in SECTIONS}


class AdjustForm(forms.Form):
    """人工调整."""

    value = forms.CharField(label=_("调整值"), max_length=30, widget=forms.TextInput(attrs={"inputmode": "decimal"}))
    reason = forms.CharField(label=_("调整原因"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class ReasonForm(forms.Form):
    """A reason, or words to somebody."""

    reason = forms.CharField(label=_("说明"), max_length=500, widget=forms.Textarea(attrs={"rows": 4}))


class WordsForm(forms.Form):
    """Words that may be left out."""

    reason = forms.CharField(
        label=_("审核意见"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )


class ReturnForm(forms.Form):
    """What is to be looked at: in words, and of one cell."""

    words = forms.CharField(label=_("退回修改的意见"), required=False, widget=forms.Textarea(attrs={"rows": 4}))
    cell = forms.ChoiceField(label=_("所指的单元格"), required=False)
    remark = forms.CharField(label=_("对单元格的意见"), max_length=300, required=False)

    def __init__(self, *args: Any, form: Form, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cells = [(key, spec.label) for key, spec in form.cells.items()]
        self.fields["cell"].choices = [("", _("（不指具体单元格）")), *cells]  # type: ignore[attr-defined]

    def cells(self) -> dict[str, str]:
        """Key -> remark, where one is named."""
        key = self.cleaned_data["cell"]
        return {key: self.cleaned_data["remark"] or self.cleaned_data["words"]} if key else {}


class LastYearForm(forms.Form):
    """The file of last year's report."""

    file = forms.FileField(
        label=_("上一年度报告的文件"), help_text=_("Word、PDF、Excel、网页或者文本，任何一种都可以。")
    )


class AnswersForm(forms.Form):
    """What cells are that the reader was unsure of."""

    def __init__(self, *args: Any, cells: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._keys = {f"c{number}": key for number, key in enumerate(cells)}
        for name, key in self._keys.items():
            self.fields[name] = forms.IntegerField(label=cells[key], min_value=0)

    def answers(self) -> dict[str, str]:
        """Key -> number."""
        return {key: str(self.cleaned_data[name]) for name, key in self._keys.items()}


class DateForm(forms.Form):
    """By which day the bodies below hand in their reports."""

    year = forms.IntegerField(label=_("报告年度"), min_value=2008, max_value=2100)
    day = forms.DateField(label=_("报送截止日"), widget=forms.DateInput(attrs={"type": "date"}))
    notice = forms.CharField(label=_("通知的标题或者文号"), max_length=200, required=False)
