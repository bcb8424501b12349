"""Forms for taking over a past register."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.site.accessrequests.past_register import Table, columns


class RegisterForm(forms.Form):
    """A register."""

    file = forms.FileField(label=_("选择文件"), help_text=_("XLSX 或者 CSV。先给出预览，确认之前什么也不写入。"))


class PlacesForm(forms.Form):
    """Which column of the file is what."""

    def __init__(self, *args: Any, table: Table, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        guessed = table.guessed()
        choices = [("", _("（不读取）")), *((column.id, column.label) for column in columns().columns)]
        for place, heading in table.headings.items():
            field = forms.ChoiceField(label=heading, required=False, choices=choices, initial=guessed.get(place, ""))
            self.fields[f"place-{place}"] = field

    def places(self) -> dict[str, str]:
        """Place -> column."""
        return {name.removeprefix("place-"): value for name, value in self.cleaned_data.items() if value}
