"""How forms are drawn: label, hint, error and field, in this order, tied together for those who do not see them."""

from __future__ import annotations

from typing import Final

from django import forms
from django.forms.renderers import TemplatesSetting

_CLASSES: Final[tuple[tuple[type[forms.Widget], str], ...]] = (
    # The first that fits: a group of choices is a kind of Select, and so is a box to tick a kind of Input.
    (forms.RadioSelect, "gk-choices"),
    (forms.CheckboxSelectMultiple, "gk-choices"),
    (forms.CheckboxInput, "form-check-input"),
    (forms.Select, "form-select"),
    (forms.SelectDateWidget, "form-select"),
    (forms.Widget, "form-control"),
)


class Renderer(TemplatesSetting):
    """Fields by ``web/forms/field.html``."""

    field_template_name = "web/forms/field.html"


class DayInput(forms.DateInput):
    """A day, chosen from the browser's calendar."""

    input_type = "date"

    def __init__(self, attrs: dict[str, str] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


def css_class(widget: forms.Widget) -> str:
    """The class that dresses a widget."""
    return next(name for kind, name in _CLASSES if isinstance(widget, kind))
