"""Files are there before their rows, sealed where they should be, and gone when nothing holds them."""

from __future__ import annotations

import datetime as dt
import io
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.errors import StorageError, TooLargeError, UndecodableError, UnsupportedFormatError
from gongkai.site.web import clock, storage
from gongkai.site.web.crypto import blind_index, decrypt, encrypt, renew
from gongkai.site.web.crypto_files import BLOCK, SealedFile, seal
from gongkai.site.web.models import Blob, Root
from gongkai.site.web.storage_sweep import AGE, Swept, sweep

KEY, OTHER_KEY = bytes(32), bytes(range(32))
TEXT = "本机关主动公开的文件。\n" * 3


@pytest.fixture(autouse=True)
def data(settings: object, tmp_path: Path) -> Path:
    """A data folder for each test."""
    settings.GONGKAI_DATA = tmp_path  # type: ignore[attr-defined]
    settings.GONGKAI_KEYS = tmp_path / "keys"  # type: ignore[attr-defined]
    return tmp_path


def stored(text: str = TEXT, root: str = Root.STAFF) -> Blob:
    return storage.store(io.BytesIO(text.encode()), root=root)


def archive(**members: bytes) -> io.BytesIO:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in members.items():
            target.writestr(name.replace("__", "/"), data)
    return file


def pieces(data: bytes) -> Iterator[bytes]:
    return iter([data[at : at + BLOCK] for at in range(0, len(data), BLOCK)])


class TestSealing:
    @given(st.integers(0, 3 * BLOCK + 1), st.data())
    def test_any_part_reads_as_if_nothing_were_sealed(self, size: int, draw: st.DataObject) -> None:
        data = os.urandom(64) * (size // 64) + bytes(size % 64)
        start = draw.draw(st.integers(0, size + 10))
        length = draw.draw(st.integers(0, size + 10))
        with SealedFile(io.BytesIO(b"".join(seal(pieces(data), KEY))), [KEY]) as raw, io.BufferedReader(raw) as file:
            assert raw.size == size
            file.seek(start)
            assert file.read(length) == data[start : start + length]

    @given(st.integers(0, 2 * BLOCK), st.data())
    def test_a_changed_byte_is_noticed(self, size: int, draw: st.DataObject) -> None:
        sealed = bytearray(b"".join(seal(pieces(bytes(size)), KEY)))
        sealed[draw.draw(st.integers(0, len(sealed) - 1))] ^= 1
        with pytest.raises(StorageError):
            SealedFile(io.BytesIO(bytes(sealed)), [KEY]).readall()

    def test_a_lost_end_is_noticed_even_at_the_end_of_a_block(self) -> None:
        sealed = b"".join(seal(pieces(bytes(2 * BLOCK)), KEY))
        cut = SealedFile(io.BytesIO(sealed[: -(BLOCK + 16)]), [KEY])
        with pytest.raises(StorageError, match="损坏"):
            cut.readall()

    def test_another_key_is_told_as_such(self) -> None:
        with pytest.raises(StorageError, match="另一个密钥"):
            SealedFile(io.BytesIO(b"".join(seal(pieces(b"x"), KEY))), [OTHER_KEY])


class TestText:
    def test_comes_back(self) -> None:
        assert decrypt(encrypt("张三")) == "张三"
        assert encrypt("张三") != encrypt("张三")

    def test_keys_rotate(self, data: Path) -> None:
        old = encrypt("张三")
        first = (data / "keys" / "fields").read_text()
        (data / "keys" / "fields").write_text(f"{'B' * 43}=\n{first}")
        assert decrypt(old) == "张三"
        new = renew(old)
        (data / "keys" / "fields").write_text(f"{'B' * 43}=\n")
        assert decrypt(new) == "张三"
        with pytest.raises(StorageError, match="另一个密钥"):
            decrypt(old)

    @pytest.mark.parametrize(
        ("typed", "same"), [("11010119900307001x", "１１０１０１１９９００３０７００１Ｘ"), ("张 三", "张三")]
    )
    def test_what_is_the_same_is_found_however_it_was_typed(self, typed: str, same: str) -> None:
        assert blind_index("id", typed) == blind_index("id", same)
        assert blind_index("id", typed) != blind_index("phone", typed)


@pytest.mark.django_db
class TestStoring:
    @pytest.mark.parametrize("root", Root.values)
    def test_what_was_stored_comes_back(self, root: str) -> None:
        blob = stored(root=root)
        assert storage.read(blob) == TEXT.encode()
        assert (blob.size, blob.media_type) == (len(TEXT.encode()), "text/plain")

    def test_the_staff_root_is_sealed_and_the_public_root_is_not(self) -> None:
        sealed, plain = stored(root=Root.STAFF), stored(root=Root.PUBLIC)
        assert TEXT.encode() not in storage.locate(sealed).read_bytes()
        assert storage.locate(plain).read_bytes() == TEXT.encode()
        assert storage.locate(sealed).stat().st_mode & 0o077 == 0

    def test_the_same_bytes_are_kept_once(self) -> None:
        assert stored().pk == stored().pk
        assert Blob.objects.count() == 1

    def test_a_lost_file_comes_back_when_it_is_handed_in_again(self) -> None:
        storage.locate(stored()).unlink()
        with pytest.raises(StorageError, match="备份"):
            storage.open(Blob.objects.get())
        assert storage.read(stored()) == TEXT.encode()

    def test_a_file_that_was_cut_short_is_not_given_out(self) -> None:
        blob = stored(root=Root.PUBLIC)
        storage.locate(blob).write_bytes(b"x")
        with pytest.raises(StorageError, match="长度"):
            storage.open(blob)

    def test_another_key_is_told_and_closes_the_file(self, data: Path) -> None:
        blob = stored()
        (data / "keys" / "fields").write_text(f"{'B' * 43}=\n")
        with pytest.raises(StorageError, match="另一个密钥"):
            storage.open(blob)

    def test_too_large_empty_and_unwanted_files_leave_nothing(self, data: Path) -> None:
        with pytest.raises(TooLargeError):
            storage.store(io.BytesIO(b"a" * 11), root=Root.STAFF, limit=10)
        with pytest.raises(UndecodableError):
            storage.store(io.BytesIO(b""), root=Root.STAFF)
        with pytest.raises(UnsupportedFormatError):
            storage.store(io.BytesIO(TEXT.encode()), root=Root.STAFF, accept={"application/pdf"})
        assert not Blob.objects.exists()
        assert not (data / "files").exists()

    def test_a_full_disk_is_told_and_leaves_no_row(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def full(_handle: int) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("gongkai.site.web.storage.os.fsync", full)
        with pytest.raises(StorageError, match="磁盘空间不足"):
            stored()
        assert not Blob.objects.exists()
        assert not list(storage.folder().rglob("*.part"))


@pytest.mark.django_db
class TestSweep:
    def crash_between_file_and_row(self, monkeypatch: pytest.MonkeyPatch) -> Path:
        with monkeypatch.context() as patch:
            patch.setattr("django.db.models.query.QuerySet.get_or_create", lambda *_a, **_k: 1 / 0)
            with pytest.raises(ZeroDivisionError):
                stored()
        return next(storage.folder().glob("staff/??/??/*"))

    def test_a_crash_leaves_an_orphan_that_a_later_sweep_removes(self, monkeypatch: pytest.MonkeyPatch) -> None:
        orphan = self.crash_between_file_and_row(monkeypatch)
        assert sweep(clock.now()) == Swept(0, 0)
        assert sweep(clock.now() + AGE + dt.timedelta(minutes=1)) == Swept(0, 1)
        assert not orphan.exists()

    def test_an_orphan_that_is_handed_in_again_stays(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.crash_between_file_and_row(monkeypatch)
        blob = stored()
        Blob.objects.update(stored=clock.now() + 2 * AGE)
        assert sweep(clock.now() + AGE + dt.timedelta(minutes=1)) == Swept(0, 0)
        assert storage.read(blob) == TEXT.encode()

    def test_a_row_that_nothing_holds_goes_with_its_file(self) -> None:
        blob = stored()
        assert sweep(clock.now()) == Swept(0, 0)
        assert sweep(clock.now() + AGE + dt.timedelta(minutes=1)) == Swept(1, 1)
        assert not storage.locate(blob).exists()
