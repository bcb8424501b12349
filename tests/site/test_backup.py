"""Backing up a site and bringing it back in another place, as an administrator does."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]
_STORE = """
import io
from django.db import transaction
from gongkai.site.web import storage
storage.store(io.BytesIO("内部文件".encode()), root="staff")
storage.store(io.BytesIO("公开文件".encode()), root="public")
"""
_COUNT = """
from gongkai.site.accounts.models import User
from gongkai.site.web import storage
from gongkai.site.web.models import Blob
print([user.name for user in User.objects.all()])
print(sorted(storage.open(blob).read().decode() for blob in Blob.objects.all()))
"""
_DJANGO = "from gongkai.cli.django_setup import load_site; load_site()\n"


@pytest.fixture(scope="module")
def database() -> Iterator[Callable[[], str]]:
    """Gives DATABASE_URL of a new empty database; empty where the tests run on SQLite, which has it in its folder."""
    server = os.environ.get("DATABASE_URL", "")
    if not server:
        yield lambda: ""
        return
    import psycopg

    made: list[str] = []

    def new() -> str:
        name = f"backup_{uuid.uuid4().hex[:10]}"
        admin.execute(f'CREATE DATABASE "{name}"')
        made.append(name)
        return server.replace("/postgres", f"/{name}")

    with psycopg.connect(server, autocommit=True) as admin:
        yield new
        for name in made:
            admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the machines and the backups are."""
    return tmp_path_factory.mktemp("backup")


@pytest.fixture(scope="module")
def place(home: Path, database: Callable[[], str]) -> Callable[[str], Run]:
    """A machine: gives what runs commands there (or, with ``code``, Python)."""

    def make(name: str) -> Run:
        environ = os.environ | {"GONGKAI_DATA": str(home / name), "DATABASE_URL": database(), "COLUMNS": "200"}
        environ |= {"GONGKAI_ADMIN_PASSWORD": "a long password", "PYTHONIOENCODING": "utf-8"}
        environ.pop("DJANGO_SETTINGS_MODULE", None)

        def run(*arguments: str, code: str = "") -> subprocess.CompletedProcess[str]:
            command = [sys.executable, "-c", _DJANGO + code] if code else [sys.executable, "-m", "gongkai", *arguments]
            return subprocess.run(command, env=environ, cwd=home, capture_output=True, encoding="utf-8", check=False)

        return run

    return make


@pytest.fixture(scope="module")
def first(place: Callable[[str], Run]) -> Run:
    """A site with an administrator and two files, which was backed up."""
    run = place("first")
    done = run("createadmin", "--username", "admin", "--name", "杜衡")
    assert done.returncode == 0, done.stderr
    assert run(code=_STORE).returncode == 0
    done = run("backup", "saved", "--keys", "saved-keys")
    assert (done.returncode, "3 个文件" in done.stdout, "分开存放" in done.stderr) == (0, True, True), done
    return run


def test_what_was_backed_up_comes_back_whole(first: Run, place: Callable[[str], Run], home: Path) -> None:
    assert not list((home / "saved").rglob("audit"))
    second = place("second")
    done = second("restore", "saved", "--keys", "saved-keys")
    assert ("审计记录完整" in done.stdout, "数据库" in done.stdout) == (True, True), done.stderr
    assert second("audit", "verify").stdout == first("audit", "verify").stdout
    assert second(code=_COUNT).stdout == "['杜衡']\n['公开文件', '内部文件']\n"
    again = second("restore", "saved", "--keys", "saved-keys")
    assert (again.returncode, "已经有数据" in again.stderr) == (2, True)


@pytest.mark.usefixtures("first")
def test_a_backup_that_is_not_whole_is_refused(place: Callable[[str], Run], home: Path) -> None:
    third, saved = place("third"), home / "broken"
    shutil.copytree(home / "saved", saved)
    assert "缺少 fields、index、audit" in third("restore", "broken").stderr
    manifest = saved / "manifest.json"
    listed = json.loads(manifest.read_text("utf-8"))
    victim = saved / next(entry["path"] for entry in listed["entries"] if "public" in entry["path"])

    whole = victim.read_bytes()

    def damage() -> None:
        victim.write_bytes(whole[:-1] + b"x")

    def escape() -> None:
        victim.write_bytes(whole)
        listed["entries"][-1]["path"] = "files/../../elsewhere"
        manifest.write_text(json.dumps(listed), "utf-8")

    for spoil, words in (
        (damage, "与清单不符"),
        (victim.unlink, "缺少文件"),
        (escape, "不应当有的文件"),
        (manifest.unlink, "不是完整的备份"),
    ):
        spoil()
        done = third("restore", "broken", "--keys", "saved-keys")
        assert (done.returncode, words in done.stderr) == (2, True), done.stderr
    assert not (home / "third" / "files").exists()


def test_where_a_backup_may_not_go(first: Run) -> None:
    for arguments, words in (
        (("saved",), "已经有内容"),
        (("first/saved",), "数据文件夹"),
        (("new", "--keys", "new/keys"), "密钥不得与备份放在一起"),
    ):
        done = first("backup", *arguments)
        assert (done.returncode, words in done.stderr) == (2, True), done.stderr
