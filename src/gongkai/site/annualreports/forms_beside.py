"""Forms of the staff for what stands beside reports."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class LimitForm(forms.Form):
    """How long the text may be."""

    year = forms.IntegerField(label=_("自哪一年度的报告起"), min_value=2008, max_value=2100)
    whole = forms.IntegerField(
        label=_("全文最多字数"), required=False, max_value=100_000,
        help_text=_("文字部分合计，表格不计；标点、数字计入，空格和换行不计。不限制的不填。"),
    )  # fmt: skip
    section = forms.IntegerField(
        label=_("每部分最多字数"), required=False, max_value=100_000, help_text=_("第一、第五、第六部分各自的字数。")
    )
    below = forms.BooleanField(label=_("同时适用于所有下级机关"), required=False)
    notice = forms.CharField(label=_("通知的标题或者文号"), max_length=200, required=False)

    def __init__(self, *args: Any, may_below: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_below:
            del self.fields["below"]

    def values(self) -> dict[str, Any]:
        """What was given."""
        return {"below": False, **self.cleaned_data}


class SealedForm(forms.Form):
    """The scan of the printed and sealed report."""

    file = forms.FileField(label=_("盖章扫描件"), help_text=_("PDF、PNG 或者 JPEG。"))
    looked = forms.BooleanField(label=_("已经逐页核对：与定稿一致，没有不得公开的内容"))
