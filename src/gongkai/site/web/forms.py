"""How forms are drawn: label, hint, field and error, in this order, tied together for those who do not see them."""

from __future__ import annotations

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Fields by ``web/forms/field.html``."""

    field_template_name = "web/forms/field.html"
