"""The form of a body's own words for a document or an outcome."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.errors import UsageError
from gongkai.site.accessrequests.wording import DOCUMENT, Words, paragraphs_of


class WordsForm(forms.Form):
    """A title, where it is a document, and the paragraphs, one a line."""

    title = forms.CharField(label=_("标题"), max_length=100)
    text = forms.CharField(
        label=_("文字"),
        max_length=20_000,
        widget=forms.Textarea({"rows": 14}),
        help_text=_("每行一段。大括号中是自动填入的内容；以{?名称}开头的段落，没有这一内容时略去。"),
    )

    def __init__(self, *args: Any, kind: str, name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.name = kind, name
        if kind != DOCUMENT:
            del self.fields["title"]

    def clean_text(self) -> str:
        """The text, whose braces pair."""
        text: str = self.cleaned_data["text"]
        try:
            paragraphs_of(text)
        except UsageError as error:
            raise forms.ValidationError(error.message) from error
        return text

    def words(self) -> Words:
        """What was typed."""
        title, text = self.cleaned_data.get("title", ""), self.cleaned_data["text"]
        return Words(self.kind, self.name, title.strip(), paragraphs_of(text))
