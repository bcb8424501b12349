"""Before Django: pages that are the same for everybody are answered from memory for a few seconds.

Only what Django itself has marked (``s-maxage``) is kept, only for requests without any cookie, and each by its whole
address. A page is therefore at most that old, also in the moment in which something is withdrawn.
"""

from __future__ import annotations

import re
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from typing import Any, Final

import msgspec

_MOST: Final = 64 * 1024 * 1024
_SHARED: Final = re.compile(r"public\b.*\bs-maxage=(\d+)")
Environ = dict[str, Any]
Headers = list[tuple[str, str]]
Key = tuple[str, ...]


class Kept(msgspec.Struct, frozen=True):
    """An answer, until when it may be given again (by the clock that never goes back), and its validator."""

    until: float
    headers: Headers
    body: bytes
    etag: str


class Front:
    """A WSGI application around another one. ``seconds``: how long at the most."""

    def __init__(self, application: Callable[..., Iterable[bytes]], seconds: int) -> None:
        self._application, self._seconds = application, seconds
        self._kept: OrderedDict[Key, Kept] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer one request."""
        if environ["REQUEST_METHOD"] != "GET" or environ.get("HTTP_COOKIE") or environ.get("HTTP_AUTHORIZATION"):
            return self._application(environ, start_response)
        key = _key(environ)
        found = self._kept.get(key)
        if found is not None and found.until > time.monotonic():
            return _again(found, environ, start_response)
        return self._asked(key, environ, start_response)

    def _asked(self, key: Key, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        told: list[Any] = []

        def start(*said: Any) -> None:
            told[:] = said

        answer = self._application(_whole(environ), start)
        status, headers, *more = told
        if status != "200 OK" or not _shared(headers):
            start_response(status, headers, *more)
            return answer
        try:
            body = b"".join(answer)
        finally:
            close = getattr(answer, "close", None)
            if close is not None:
                close()
        return _again(self._keep(key, headers, body), environ, start_response)

    def _keep(self, key: Key, headers: Headers, body: bytes) -> Kept:
        etag = next((value for name, value in headers if name.lower() == "etag"), "")
        kept = Kept(time.monotonic() + self._seconds, list(headers), body, etag)
        with self._lock:
            former = self._kept.pop(key, None)
            self._kept[key] = kept
            self._size += len(body) - (len(former.body) if former else 0)
            while self._size > _MOST:
                _old, gone = self._kept.popitem(last=False)
                self._size -= len(gone.body)
        return kept


def _key(environ: Environ) -> Key:
    names = ("wsgi.url_scheme", "HTTP_X_FORWARDED_PROTO", "HTTP_HOST", "PATH_INFO", "QUERY_STRING", "HTTP_ACCEPT")
    return tuple(str(environ.get(name, "")) for name in names)


def _whole(environ: Environ) -> Environ:
    """The same request without our validator: where nothing has changed, Django would give nothing to keep."""
    ours = str(environ.get("HTTP_IF_NONE_MATCH", "")).startswith('W/"')
    return {name: value for name, value in environ.items() if name != "HTTP_IF_NONE_MATCH"} if ours else environ


def _shared(headers: Headers) -> bool:
    named = {name.lower(): value for name, value in headers}
    return "set-cookie" not in named and _SHARED.match(named.get("cache-control", "")) is not None


def _again(kept: Kept, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
    if kept.etag and environ.get("HTTP_IF_NONE_MATCH") == kept.etag:
        start_response("304 Not Modified", [pair for pair in kept.headers if pair[0].lower() not in _OF_BODY])
        return []
    start_response("200 OK", list(kept.headers))
    return [kept.body]


_OF_BODY: Final = frozenset({"content-length", "content-type"})
