"""Signing in by an identity service, played by a server of our own on this machine."""

from __future__ import annotations

import base64
import hashlib
import http.client
import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
import pytest
from allauth.mfa.totp.internal import auth as totp
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from gongkai.errors import UsageError
from gongkai.site.accounts.models import User
from gongkai.site.audit.models import Event
from gongkai.site.bodies.models import Body
from gongkai.site.project.options import Options
from gongkai.site.project.settings import identity_server

pytestmark = pytest.mark.usefixtures("service", "officer")
CLIENT = "gongkai"


class Service(BaseHTTPRequestHandler):
    """What signing in asks for. ``claims`` is who is there at the moment, ``id_claims`` what only the token says."""

    claims: ClassVar[dict[str, Any]] = {}
    id_claims: ClassVar[dict[str, Any]] = {}
    challenge: ClassVar[str] = ""
    proven: ClassVar[str] = ""

    def do_GET(self) -> None:
        if self.path == "/userinfo":
            return self._send(self.claims)
        if self.path.startswith("/authorize?"):
            return self._authorize(parse_qs(urlsplit(self.path).query))
        home = f"http://127.0.0.1:{self.server.server_port}"  # type: ignore[attr-defined]
        names = {"authorization": "authorize", "token": "token", "userinfo": "userinfo"}
        found = {f"{name}_endpoint": f"{home}/{path}" for name, path in names.items()}
        return self._send(found | {"issuer": home, "jwks_uri": f"{home}/keys"})

    def do_POST(self) -> None:
        sent = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        verifier = sent["code_verifier"][0].encode()
        Service.proven = base64.urlsafe_b64encode(hashlib.sha256(verifier).digest()).rstrip(b"=").decode()
        home = f"http://127.0.0.1:{self.server.server_port}"  # type: ignore[attr-defined]
        now = int(time.time())
        said = {"iss": home, "aud": CLIENT, "iat": now, "exp": now + 60} | self.claims | self.id_claims
        token = jwt.encode(said, "a key that nobody checks, as the connection is direct", algorithm="HS256")
        self._send({"access_token": "x", "token_type": "Bearer", "id_token": token})

    def _authorize(self, asked: dict[str, list[str]]) -> None:
        """Somebody signs in at the service, and is sent back with a code."""
        Service.challenge = asked["code_challenge"][0]
        query = urlencode({"code": "c", "state": asked["state"][0]})
        self.send_response(302)
        self.send_header("Location", f"{asked['redirect_uri'][0]}?{query}")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, value: Any) -> None:
        body = json.dumps(value).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Quiet."""


@pytest.fixture
def service(settings: Any) -> Iterator[None]:
    """The service, known to the site."""
    server = HTTPServer(("127.0.0.1", 0), Service)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    app = {
        "provider_id": "oidc",
        "name": "统一身份认证",
        "client_id": CLIENT,
        "secret": "s",
        "settings": {"server_url": f"http://127.0.0.1:{server.server_port}", "oauth_pkce_enabled": True},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    settings.ROOT_URLCONF = "tests.site.urls_whole"
    Service.claims, Service.id_claims = {"sub": "17", "preferred_username": "user1"}, {}
    yield
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def officer(township: Body, person: Callable[..., User]) -> User:
    """user1, opened for the identity service."""
    user = person("handler", township)
    User.objects.update(may_bind=True)
    return user


def sign_in(client: Client, query: str = "") -> Any:
    there = client.post(f"/accounts/oidc/oidc/login/{query}")
    assert there.status_code == 302, there.content.decode()
    asked = parse_qs(urlsplit(there["Location"]).query)
    assert asked["code_challenge_method"] == ["S256"]
    return client.get("/accounts/oidc/oidc/login/callback/", {"code": "c", "state": asked["state"][0]})


def signed_in(client: Client) -> bool:
    return client.get("/staff/").status_code == 200


def test_the_first_sign_in_ties_the_identity_and_voids_the_password(client: Client, officer: User) -> None:
    assert sign_in(client)["Location"] == "/staff/"
    assert signed_in(client)
    officer.refresh_from_db()
    assert (officer.may_bind, officer.has_usable_password()) == (False, False)
    assert SocialAccount.objects.get().uid == "17"
    assert list(Event.objects.order_by("seq").values_list("action", flat=True)) == ["account.bind", "account.login"]
    assert Event.objects.latest("seq").facts["way"] == "identity"


def test_afterwards_the_number_counts_and_not_the_name(client: Client) -> None:
    sign_in(client)
    Service.claims = {"sub": "17", "preferred_username": "renamed"}
    again = Client()
    sign_in(again)
    assert signed_in(again)


def test_another_identity_cannot_take_the_name_later(client: Client) -> None:
    sign_in(client)
    Service.claims = {"sub": "18", "preferred_username": "user1"}
    thief = Client()
    answer = sign_in(thief)
    assert (answer.status_code, signed_in(thief)) == (403, False)
    assert "没有可以登录的账号" in answer.content.decode()


@pytest.mark.parametrize("change", [{"may_bind": False}, {"is_active": False}, {"username": "somebody-else"}])
def test_only_an_account_that_was_opened_for_it(client: Client, change: dict[str, Any]) -> None:
    User.objects.update(**change)
    assert (sign_in(client).status_code, signed_in(client)) == (403, False)
    assert not SocialAccount.objects.exists()


def test_a_tied_account_that_was_disabled_is_out(client: Client) -> None:
    sign_in(Client())
    User.objects.update(is_active=False)
    sign_in(client)
    assert not signed_in(client)


@pytest.mark.parametrize("claims", [{"sub": "17"}, {"sub": "17", "preferred_username": ""}])
def test_an_identity_without_a_name_is_refused(client: Client, claims: dict[str, Any]) -> None:
    Service.claims = claims
    assert (sign_in(client).status_code, signed_in(client)) == (403, False)


def test_two_identities_in_one_answer_are_refused(client: Client) -> None:
    Service.id_claims = {"sub": "99"}
    assert (sign_in(client).status_code, signed_in(client)) == (403, False)


def test_nobody_ties_an_identity_to_the_account_in_which_he_is(
    client: Client, township: Body, person: Callable[..., User]
) -> None:
    client.force_login(person("reviewer", township), backend="django.contrib.auth.backends.ModelBackend")
    assert sign_in(client, "?process=connect").status_code == 403
    assert not SocialAccount.objects.exists()


def test_a_second_factor_is_asked_for_all_the_same(client: Client, settings: Any) -> None:
    settings.GONGKAI_MFA_ROLES = frozenset({"handler"})
    sign_in(client)
    assert client.get("/staff/")["Location"] == "/accounts/2fa/totp/activate/"


def test_the_whole_way_by_the_service_and_a_code(client: Client, officer: User) -> None:
    """By its own address of signing in, with the proof that who asks for the token is who began, and then a code."""
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(officer, secret)
    there = client.post("/accounts/oidc/oidc/login/")["Location"]
    parts = urlsplit(there)
    connection = http.client.HTTPConnection(parts.netloc, timeout=10)
    connection.request("GET", f"{parts.path}?{parts.query}")
    back = urlsplit(connection.getresponse().headers["Location"])
    connection.close()
    assert (back.netloc, back.path) == ("testserver", "/accounts/oidc/oidc/login/callback/")
    answer = client.get(f"{back.path}?{back.query}")
    assert Service.proven == Service.challenge != ""
    assert answer["Location"].startswith("/accounts/2fa/authenticate/")
    assert not signed_in(client)
    client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert not signed_in(client)
    code = totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30))
    client.post("/accounts/2fa/authenticate/", {"code": code})
    assert signed_in(client)


def test_a_service_that_anybody_could_imitate_is_refused() -> None:
    assert identity_server(Options({"GONGKAI_OIDC_SERVER": "https://id.example.org"})) == "https://id.example.org"
    with pytest.raises(UsageError, match="https"):
        identity_server(Options({"GONGKAI_OIDC_SERVER": "http://id.example.org"}))
