"""Columns that seal: plain in Python, sealed in the database, and no condition on the words is ever silent."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import FieldError
from django.db import connection

from gongkai.site.accounts.models import User
from gongkai.site.review import services
from gongkai.site.review.models import Case, Comment, Decision
from gongkai.site.web import crypto
from gongkai.site.web.scope import Scope

WORDS = "尉迟望舒来过电话"


@pytest.fixture
def said(opened: Case, office: dict[str, User], scope_of: Any) -> Comment:
    """A comment on a case under review."""
    reviewer: Scope = scope_of(office["reviewer"])
    return services.comment(reviewer, case=opened.pk, text=WORDS)


def test_what_is_written_is_read_again_and_sealed_between(said: Comment) -> None:
    assert Comment.objects.unscoped("test").get(pk=said.pk).text == WORDS
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM review_comment WHERE id = %s", [said.pk])
        stored = cursor.fetchone()[0]
    assert WORDS not in stored
    assert crypto.decrypt(stored) == WORDS


def test_words_that_are_changed_are_sealed_too(said: Comment) -> None:
    rows = Comment.objects.unscoped("test").filter(pk=said.pk)
    rows.update(text="改过的话")
    assert rows.values_list("text", flat=True).get() == "改过的话"
    said.text = "又改过的话"
    rows.bulk_update([said], ["text"])
    assert rows.get().text == "又改过的话"


@pytest.mark.parametrize("lookup", ["", "__icontains", "__contains", "__in", "__startswith", "__regex"])
def test_a_condition_on_the_words_is_refused(db: None, lookup: str) -> None:
    with pytest.raises(FieldError):
        list(Decision.objects.unscoped("test").filter(**{f"comment{lookup}": WORDS}))


def test_whether_there_are_words_can_be_asked(said: Comment) -> None:
    rows = Comment.objects.unscoped("test")
    assert (rows.filter(text="").count(), rows.exclude(text="").count()) == (0, 1)
