"""How a file is given out: whole, in part, or not again."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any, cast

import pytest
from django.http import StreamingHttpResponse
from django.test import RequestFactory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.site.web import storage
from gongkai.site.web.models import Blob, Root
from gongkai.site.web.storage_response import serve

DATA = "政府信息公开\n".encode() * 9_000


@pytest.fixture
def blob(db: None, settings: Any, tmp_path: Path) -> Blob:
    settings.GONGKAI_DATA, settings.GONGKAI_KEYS = tmp_path, tmp_path / "keys"
    return storage.store(io.BytesIO(DATA), root=Root.STAFF)


def ask(blob: Blob, inline: bool = False, **headers: str) -> tuple[Any, bytes]:
    response = serve(RequestFactory().get("/", headers=headers), blob, "答复书 1.txt", inline=inline)
    body = response.getvalue() if isinstance(response, StreamingHttpResponse) else cast(Any, response).content
    response.close()
    return response, body


def test_the_whole_comes_with_its_name_and_no_guessing(blob: Blob) -> None:
    response, body = ask(blob)
    assert (response.status_code, body) == (200, DATA)
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''%E7%AD%94%E5%A4%8D%E4%B9%A6%201.txt"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Length"] == str(len(DATA))
    assert response["Cache-Control"] == "private, no-store"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(first=st.integers(0, len(DATA) - 1), last=st.integers(0, 2 * len(DATA)))
def test_any_range(blob: Blob, first: int, last: int) -> None:
    response, body = ask(blob, range=f"bytes={first}-{last}")
    if last < first:
        assert (response.status_code, body) == (200, DATA)
        return
    assert (response.status_code, body) == (206 if body != DATA else 200, DATA[first : last + 1])


@pytest.mark.parametrize(
    ("asked", "status", "span"),
    [
        ("bytes=-5", 206, slice(-5, None)),
        ("bytes=10-", 206, slice(10, None)),
        ("bytes=0-", 200, slice(None)),
        (f"bytes=-{10**9}", 200, slice(None)),
        ("bytes=0-1,3-4", 200, slice(None)),
        ("lines=0-1", 200, slice(None)),
        ("bytes=-", 200, slice(None)),
        (f"bytes={len(DATA)}-", 416, slice(0, 0)),
        ("bytes=-0", 416, slice(0, 0)),
    ],
)
def test_ranges_as_browsers_write_them(blob: Blob, asked: str, status: int, span: slice) -> None:
    response, body = ask(blob, range=asked)
    assert (response.status_code, body) == (status, DATA[span])


def test_a_range_of_something_else_gives_the_whole(blob: Blob) -> None:
    assert ask(blob, range="bytes=0-1", if_range='"other"')[1] == DATA


def test_what_the_browser_has_is_not_sent_again(blob: Blob) -> None:
    response, body = ask(blob, if_none_match=f'"{blob.sha256}"')
    assert (response.status_code, body) == (304, b"")


def test_only_what_cannot_run_is_shown_in_the_browser(blob: Blob) -> None:
    assert ask(blob, inline=True)[0]["Content-Disposition"].startswith("attachment")
    blob.media_type = "application/pdf"
    assert ask(blob, inline=True)[0]["Content-Disposition"].startswith("inline")
    blob.media_type = "text/html"
    assert ask(blob)[0]["Content-Type"] == "application/octet-stream"
