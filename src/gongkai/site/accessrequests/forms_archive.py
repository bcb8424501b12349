"""Forms of the archive."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.site.accessrequests import selectors_archive
from gongkai.site.accessrequests.models_archive import Verdict


def _retentions() -> list[tuple[str, str]]:
    return [(name, kept.label) for name, kept in selectors_archive.retentions().items()]


class ArchiveForm(forms.Form):
    """Closing a file."""

    retention = forms.ChoiceField(label=_("保管期限"), widget=forms.RadioSelect)
    index_number = forms.CharField(
        label=_("档号"), max_length=60, help_text=_("按本机关的规则填写，同一机关不能重复。")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["retention"].choices = _retentions()


class AppraiseForm(forms.Form):
    """What becomes of a file whose time is over."""

    verdict = forms.ChoiceField(label=_("鉴定意见"), choices=Verdict.choices, widget=forms.RadioSelect)
    retention = forms.ChoiceField(label=_("继续保存多久"), required=False, help_text=_("继续保存的才选。"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["retention"].choices = [("", _("（不选）")), *_retentions()]


class DestroyForm(forms.Form):
    """The last word before a file is destroyed."""

    sure = forms.BooleanField(label=_("我已核对鉴定意见，确认销毁"))


class NilForm(forms.Form):
    """A year without a request."""

    year = forms.TypedChoiceField(label=_("年度"), coerce=int)

    def __init__(self, *args: Any, years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["year"].choices = [(year, _("%(year)d年") % {"year": year}) for year in years]
