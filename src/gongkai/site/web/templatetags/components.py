"""The parts that every page is made of: ``{% panel "标题" %}…{% endpanel %}``, ``{% badge "逾期" "danger" %}``.

Most are templates in ``web/c``. Their kinds are ``neutral``, ``info``, ``good``, ``warn`` and ``danger``;
each says in words what its colour says.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import msgspec
from django import forms, template
from django.forms import BaseForm, BoundField
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from gongkai.site.web.forms import css_class

register = template.Library()


class Fact(msgspec.Struct, frozen=True):
    """A line of a summary list: what, its value, and perhaps where one changes it."""

    label: str
    value: Any
    url: str = ""


class Moment(msgspec.Struct, frozen=True):
    """A point of a timeline: when, what, by whom, and more words."""

    at: Any
    title: str
    who: str = ""
    note: str = ""
    kind: str = "neutral"


class Step(msgspec.Struct, frozen=True):
    """A step on a way: its words, and whether it is ``done``, ``current`` or ``ahead``."""

    title: str
    state: str
    note: str = ""


class Tile(msgspec.Struct, frozen=True):
    """A number that one sees at a glance, and the page with what it counts."""

    label: str
    value: Any
    url: str = ""
    note: str = ""
    kind: str = "neutral"


class Column(msgspec.Struct, frozen=True):
    """A column of a table: its heading, and whether it holds numbers."""

    title: str
    number: bool = False


_ICONS = {"neutral": "info-circle", "info": "info-circle", "good": "check-circle"} | dict.fromkeys(
    ("warn", "danger"), "exclamation-triangle"
)


def _part(part: str, **context: Any) -> SafeString:
    return mark_safe(render_to_string(f"web/c/{part}.html", context))


@register.simple_tag
def icon(name: str, title: str = "") -> SafeString:
    """A symbol of icons.svg; without a title it is decoration, and hidden from those who listen."""
    return _icon(name, str(title))


@lru_cache(512)
def _icon(name: str, title: str) -> SafeString:
    use = format_html('<use href="{}#{}"></use>', static("vendor/icons/icons.svg"), name)
    if title:
        return format_html('<svg class="gk-icon" role="img" aria-label="{}">{}</svg>', title, use)
    return format_html('<svg class="gk-icon" aria-hidden="true" focusable="false">{}</svg>', use)


@register.simple_tag
def badge(text: str, kind: str = "neutral") -> SafeString:
    """A state in a word."""
    return format_html('<span class="gk-badge gk-{}">{}</span>\n', kind, text)


@register.simple_block_tag
def panel(content: str, title: str = "", kind: str = "neutral", note: str = "") -> SafeString:
    """A part of a page with a heading."""
    return _part("panel", content=content, title=title, kind=kind, note=note)


@register.simple_block_tag
def notice(content: str, kind: str = "info", title: str = "") -> SafeString:
    """Something that one must know before going on."""
    return _part("notice", content=content, kind=kind, title=title, icon=_ICONS[kind])


@register.simple_block_tag
def empty(content: str, title: str = "") -> SafeString:
    """Instead of a list that has nothing in it: why, and what one can do."""
    return _part("empty", content=content, title=title)


@register.simple_block_tag
def drawer(content: str, name: str, title: str) -> SafeString:
    """A part that slides in from the side, opened by a button with ``data-drawer="name"``.

    Without JavaScript there is no button, and the part stands where it was written.
    """
    return _part("drawer", content=content, name=name, title=title)


@register.simple_tag
def facts(rows: Iterable[Fact]) -> SafeString:
    """A summary list."""
    return _part("facts", rows=list(rows))


@register.simple_tag
def timeline(moments: Iterable[Moment]) -> SafeString:
    """What happened, newest first."""
    return _part("timeline", moments=list(moments))


@register.simple_tag
def steps(items: Iterable[Step]) -> SafeString:
    """How far one has come."""
    return _part("steps", items=list(items))


@register.simple_tag
def tiles(items: Iterable[Tile]) -> SafeString:
    """Numbers at a glance."""
    return _part("tiles", items=list(items))


@register.simple_tag
def error_summary(form: BaseForm) -> SafeString:
    """All errors of a form, each a link to its field; nothing where there is none."""
    if not form.errors:
        return mark_safe("")
    errors = [(field.label, _anchor(field), error) for field in form.visible_fields() for error in field.errors]
    # An error of a hidden field has no place on the page: it is told without a link.
    hidden = [error for field in form.hidden_fields() for error in field.errors]
    return _part("error_summary", general=[*form.non_field_errors(), *hidden], errors=errors)


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """The widget of a field, dressed for its kind."""
    attrs = field.field.widget.attrs
    # A placeholder that repeats the label tells nothing, and goes as soon as one writes.
    if str(attrs.get("placeholder", "")) == str(field.label):
        del attrs["placeholder"]
    classes = [css_class(field.field.widget), attrs.get("class", "")]
    if field.errors and not field.use_fieldset:
        classes.append("is-invalid")
    return field.as_widget(attrs={"class": " ".join(filter(None, classes))})


@register.filter
def is_checkbox(field: BoundField) -> bool:
    """Whether a field is a single box to tick, whose label stands behind it."""
    return isinstance(field.field.widget, forms.CheckboxInput)


@register.simple_tag(takes_context=True)
def form_body(context: Mapping[str, Any], form: BaseForm, submit: str, cancel: str = "") -> SafeString:
    """The inside of a ``<form>``: error summary, token, fields, the one primary button, perhaps a way back."""
    request = context["request"]
    text = render_to_string("web/c/form_body.html", {"form": form, "submit": submit, "cancel": cancel}, request)
    return mark_safe(text)


@register.simple_tag(takes_context=True)
def filters(context: Mapping[str, Any], form: BaseForm) -> SafeString:
    """A bar of filters whose values stay in the address."""
    return mark_safe(render_to_string("web/c/filters.html", {"form": form}, context["request"]))


@register.simple_tag(takes_context=True)
def pager(context: Mapping[str, Any], page: Any) -> SafeString:
    """Before and after a page by key."""
    return mark_safe(render_to_string("web/c/pager.html", {"page": page}, context["request"]))


@register.simple_tag
def chart(
    name: str, title: str, options: Mapping[str, Any], columns: list[Column], rows: list[list[Any]]
) -> SafeString:
    """A chart (ECharts options) with its table of data, which is what stands there without JavaScript."""
    cells = [[(column.number, cell) for column, cell in zip(columns, row, strict=True)] for row in rows]
    return _part(
        "chart", name=name, title=title, options=options, options_id=f"{name}-options", columns=columns, rows=cells
    )


def _anchor(field: BoundField) -> str:
    """What a link to a field leads to: of a group, its first choice."""
    return f"{field.auto_id}_0" if field.use_fieldset else field.id_for_label
