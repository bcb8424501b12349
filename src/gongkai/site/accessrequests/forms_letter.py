"""The form of a document: the words that the records do not know."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.site.web.forms import DayInput
from gongkai.site.web.procedures import procedure
from gongkai.writing.letters import Facts, Template
from gongkai.writing.letters.texts import all_slots, slots, wording

# Facts that are texts an officer writes.
_TEXTS: Final = (
    *("content", "matters", "guidance", "excess", "reason", "payment", "delivered", "place", "sender"),
    *("proposal", "secrecy", "review", "approval", "accepted", "note"),
)


class LetterForm(forms.Form):
    """The fields are those that the document has a place for."""

    until = forms.DateField(label=_("期限"), required=False, widget=DayInput())
    method = forms.ChoiceField(label=_("送达方式"))

    def __init__(self, *args: Any, document: str, facts: Facts, template: Template, **kwargs: Any) -> None:
        wanted = slots_of(template, document, [item.outcome for item in facts.items])
        kwargs["initial"] = {name: getattr(facts, name) for name in (*_TEXTS, "until", "method")}
        super().__init__(*args, **kwargs)
        labels, fields = wording().labels, self.fields
        for name in ("until", "method"):
            if name not in wanted:
                del fields[name]
        if "method" in fields and facts.day is not None:
            fields["method"].choices = list(procedure().rules(facts.day).services.items())  # type: ignore[attr-defined]
        for name in _TEXTS:
            # The items of a reply say what was asked.
            if name in wanted and not (name == "content" and facts.items):
                area = forms.Textarea({"rows": 3})
                fields[name] = forms.CharField(label=labels[name], required=False, max_length=3000, widget=area)

    def words(self) -> dict[str, Any]:
        """Fact -> what was filled in."""
        return dict(self.cleaned_data)


def slots_of(template: Template, document: str, outcomes: Iterable[str]) -> set[str]:
    """The facts for which the words of a document, and those of the outcomes that it tells, have a place."""
    text = template.documents[document]
    found = all_slots(text.paragraphs)
    for outcome in outcomes:
        found |= all_slots(template.outcomes[outcome].paragraphs)
    for row in text.rows:
        for cell in row:
            found |= set(slots(cell.text))
    return found
