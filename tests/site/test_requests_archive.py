"""Files of requests: closed, taken out for a court, destroyed by two people; years without a request."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import zipfile
from collections.abc import Callable

import pikepdf
import pytest
from django.db import connection
from PIL import Image

from gongkai.errors import ConflictError, ForbiddenError, GongkaiError, NotAllowedError, UsageError
from gongkai.procedure.events import Event
from gongkai.site.accessrequests import selectors, selectors_archive, services
from gongkai.site.accessrequests.kinds import form_on
from gongkai.site.accessrequests.models import Identity, Letter, Party, Reply, Request
from gongkai.site.accessrequests.models_archive import Archive
from gongkai.site.accessrequests.services import archive as archive_services
from gongkai.site.accessrequests.services.archive import leaning
from gongkai.site.accessrequests.services.case_file import case_file
from gongkai.site.accessrequests.values import Contact, Proposal, seal
from gongkai.site.accounts.models import User
from gongkai.site.audit.models import Event as Audit
from gongkai.site.bodies.models import Body
from gongkai.site.remedies import services as remedies
from gongkai.site.web import clock, storage, storage_sweep
from gongkai.site.web.models import Root
from gongkai.site.web.scope import Scope

from .conftest import TODAY
from .remedies_world import answered, brought, happens
from .requests_world import entered, handed_in

Scopes = Callable[..., Scope]
People = Callable[..., User]
LATER = dt.date(2037, 1, 1)


@pytest.fixture
def approvers(township: Body, person: People) -> list[User]:
    return [person("approver", township), person("approver", township)]


def on(user: User, day: dt.date) -> Scope:
    from gongkai.site.accounts import scopes

    return scopes.of_user(user, day)


def filed(scope: Scope, request: Request, retention: str = "ten_years", number: str = "2026-XXGK-D10-0001") -> Archive:
    return archive_services.archive(scope, request_id=request.pk, retention=retention, index_number=number)


def picture() -> io.BytesIO:
    out = io.BytesIO()
    Image.new("RGB", (20, 20), "white").save(out, "PNG")
    return io.BytesIO(out.getvalue())


def pages(count: int) -> io.BytesIO:
    out = io.BytesIO()
    with pikepdf.new() as book:
        for _ in range(count):
            book.add_blank_page()
        book.save(out)
    return io.BytesIO(out.getvalue())


class TestClosing:
    def test_a_closed_request_gets_its_number_and_its_time(self, officer: Scope, township: Body) -> None:
        request = answered(officer, township)
        assert list(selectors_archive.to_archive(officer)) == [request]
        row = filed(officer, request, number=archive_services.proposed_number(request, "ten_years"))
        # Closed in March 2026: ten years from 1 January 2027.
        assert (row.index_number, row.expires_on) == ("2026-XXGK-D10-0001", dt.date(2036, 12, 31))
        assert selectors.get(officer, request.pk).archived_on == TODAY
        assert not selectors_archive.to_archive(officer).exists()

    def test_what_is_permanent_never_expires(self, officer: Scope, township: Body, approvers: list[User]) -> None:
        row = filed(officer, answered(officer, township), "permanent")
        assert row.expires_on is None
        with pytest.raises(NotAllowedError, match="永久"):
            archive_services.appraise(on(approvers[0], dt.date(2090, 1, 1)), archive_id=row.pk, verdict="destroy")

    def test_what_is_open_stays_open(self, officer: Scope, township: Body) -> None:
        with pytest.raises(NotAllowedError, match="没有办结"):
            filed(officer, entered(officer, township))
        request = answered(officer, township)
        case = brought(officer, township, request)
        with pytest.raises(NotAllowedError, match="尚未审结"):
            filed(officer, request)
        happens(officer, case, ("decided", "2026-05-06", "upheld"))
        filed(officer, request)
        with pytest.raises(NotAllowedError, match="已经归档"):
            filed(officer, request)

    def test_a_file_that_was_opened_again_is_filed_again(
        self, officer: Scope, township: Body, approvers: list[User]
    ) -> None:
        request = answered(officer, township)
        row = filed(officer, request)
        later = dt.date(2026, 12, 1)
        again = on(approvers[0], later)
        for event in (
            Event("set_aside", TODAY, by="court"),
            Event("decided", later, outcome="provided"),
            Event("delivered", later, method="post"),
        ):
            services.record(again, request_id=request.pk, event=event)
        Archive.objects.unscoped("test").update(expires_on=dt.date(2026, 1, 1))
        assert not selectors_archive.expired(again).exists()
        assert list(selectors_archive.to_archive(again)) == [request]
        with pytest.raises(NotAllowedError, match="重新归档"):
            archive_services.appraise(again, archive_id=row.pk, verdict="destroy")
        same = archive_services.archive(
            again, request_id=request.pk, retention="ten_years", index_number=row.index_number
        )
        assert (same.pk, same.expires_on) == (row.pk, dt.date(2036, 12, 31))

    @pytest.mark.parametrize(("retention", "number"), [("five_years", "甲"), ("ten_years", " ")])
    def test_what_lacks_is_told(self, officer: Scope, township: Body, retention: str, number: str) -> None:
        with pytest.raises(UsageError):
            filed(officer, answered(officer, township), retention, number)

    def test_a_number_is_given_once(self, officer: Scope, township: Body) -> None:
        filed(officer, answered(officer, township))
        with pytest.raises(ConflictError):
            filed(officer, answered(officer, township))

    def test_only_those_who_may(self, officer: Scope, township: Body, person: People, scope_of: Scopes) -> None:
        request = answered(officer, township)
        with pytest.raises(ForbiddenError):
            filed(scope_of(person("reviewer", township)), request)


class TestTakingOut:
    @pytest.fixture
    def request_with_papers(self, officer: Scope, township: Body) -> Request:
        request = answered(officer, township)
        for kind, name, stream in (
            ("application", "申请表.pdf", pages(2)),
            ("envelope", "信封.png", picture()),
            ("evidence", "说明.txt", io.BytesIO("文字".encode())),
        ):
            services.add_paper(officer, request_id=request.pk, kind=kind, name=name, stream=stream)
        drawn = storage.store(pages(3), root=Root.STAFF)
        letter = Letter(
            request=request, document="reply_unable", number="石公复〔2026〕1号", sealed=seal({}), at=clock.now()
        )
        assert officer.actor.id is not None
        letter.by_id, letter.pdf = officer.actor.id, drawn
        letter.save()
        return request

    def test_the_archive_holds_everything_with_digests(self, officer: Scope, request_with_papers: Request) -> None:
        data = case_file(officer, request_id=request_with_papers.pk, format="zip")
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            manifest = json.loads(archive.read("manifest.json"))
            assert len(manifest["pieces"]) == 4
            for piece in manifest["pieces"]:
                assert hashlib.sha256(archive.read(piece["name"])).hexdigest() == piece["sha256"]
            assert manifest["pieces"][3]["title"] == "答复书（无法提供） 石公复〔2026〕1号"
            assert [step["kind"] for step in manifest["steps"]] == ["收到申请", "作出答复决定", "送达答复"]
        assert data == case_file(officer, request_id=request_with_papers.pk, format="zip")
        event = Audit.objects.filter(action="request.export").first()
        assert event is not None
        assert event.facts["pieces"] == 4

    def test_papers_of_reconsideration_and_suits_are_in_it(
        self, officer: Scope, township: Body, request_with_papers: Request
    ) -> None:
        case = brought(officer, township, request_with_papers, docket="云府复〔2026〕3号")
        remedies.add_paper(officer, case_id=case.pk, kind="decision", name="决定书.pdf", stream=pages(4))
        found = case_file(officer, request_id=request_with_papers.pk, format="zip")
        with zipfile.ZipFile(io.BytesIO(found)) as archive:
            pieces = json.loads(archive.read("manifest.json"))["pieces"]
            assert len(pieces) == 5
            assert pieces[-1]["title"] == "行政复议 云府复〔2026〕3号 复议决定书、裁判文书（决定书.pdf）"
            assert f"{pieces[-1]['sha256']}  {pieces[-1]['name']}" in archive.read("SHA256SUMS").decode()
        found = case_file(officer, request_id=request_with_papers.pk, format="pdf")
        with pikepdf.open(io.BytesIO(found)) as book:
            assert len(book.pages) == 1 + 2 + 1 + 3 + 4

    def test_the_document_has_contents_and_all_pages(self, officer: Scope, request_with_papers: Request) -> None:
        data = case_file(officer, request_id=request_with_papers.pk, format="pdf")
        with pikepdf.open(io.BytesIO(data)) as book:
            # The contents, two pages of the form, the picture, the three pages of the reply; the text has no pages.
            assert len(book.pages) == 1 + 2 + 1 + 3

    def test_a_damaged_pdf_is_listed_and_left_out(self, officer: Scope, township: Body) -> None:
        request = answered(officer, township)
        broken = io.BytesIO(b"%PDF-1.7\nnothing that could be read")
        services.add_paper(officer, request_id=request.pk, kind="evidence", name="坏.pdf", stream=broken)
        with pikepdf.open(io.BytesIO(case_file(officer, request_id=request.pk, format="pdf"))) as book:
            assert len(book.pages) == 1

    def test_an_empty_file_and_an_unknown_format_are_refused(self, officer: Scope, township: Body) -> None:
        request = answered(officer, township)
        for format in ("zip", "doc"):
            with pytest.raises(GongkaiError):
                case_file(officer, request_id=request.pk, format=format)

    def test_who_sees_without_persons_takes_nothing_out(
        self, county: Body, request_with_papers: Request, person: People, scope_of: Scopes
    ) -> None:
        with pytest.raises(ForbiddenError):
            case_file(scope_of(person("county_office", county)), request_id=request_with_papers.pk, format="zip")


class TestDestroying:
    @pytest.fixture
    def row(self, officer: Scope, township: Body) -> Archive:
        request = answered(officer, township)
        happens(officer, brought(officer, township, request), ("decided", "2026-05-06", "upheld"))
        services.add_paper(
            officer, request_id=request.pk, kind="identity", name="林某.txt", stream=io.BytesIO(b"990100 identity")
        )
        Party(
            request=request,
            key="甲",
            kind="third_party",
            sealed=seal(Contact("青禾公司")),
            asked_on=dt.date(2026, 3, 4),
        ).save()
        assert officer.actor.id is not None
        Reply(
            request=request,
            round=1,
            sealed=seal(Proposal(note="林某")),
            changed_at=clock.now(),
            changed_by_id=officer.actor.id,
        ).save()
        return filed(officer, request)

    def test_it_takes_its_time_and_two_people(self, row: Archive, approvers: list[User]) -> None:
        first, second = (on(user, LATER) for user in approvers)
        with pytest.raises(NotAllowedError, match="没有届满"):
            archive_services.appraise(on(approvers[0], dt.date(2036, 12, 31)), archive_id=row.pk, verdict="destroy")
        with pytest.raises(NotAllowedError, match="鉴定为可以销毁"):
            archive_services.destroy(second, archive_id=row.pk)
        assert list(selectors_archive.expired(first)) == [row]
        archive_services.appraise(first, archive_id=row.pk, verdict="destroy")
        with pytest.raises(NotAllowedError, match="两个人"):
            archive_services.destroy(first, archive_id=row.pk)
        archive_services.destroy(second, archive_id=row.pk)
        assert not selectors_archive.expired(first).exists()
        with pytest.raises(NotAllowedError, match="销毁"):
            archive_services.destroy(second, archive_id=row.pk)

    def test_the_database_asks_for_two_people_as_well(self, row: Archive, approvers: list[User]) -> None:
        from django.db import IntegrityError, transaction

        with pytest.raises(IntegrityError), transaction.atomic():
            Archive.objects.unscoped("test").filter(pk=row.pk).update(
                verdict="destroy", appraised_by=approvers[0], destroyed_by=approvers[0]
            )

    def test_what_names_somebody_is_gone_and_what_counts_stays(
        self, officer: Scope, row: Archive, township: Body, approvers: list[User]
    ) -> None:
        request, form = row.request, form_on(TODAY)
        blob = selectors.papers(request).get().blob
        before = selectors.cells(township, form, 2026)
        archive_services.appraise(on(approvers[0], LATER), archive_id=row.pk, verdict="destroy")
        done = archive_services.destroy(on(approvers[1], LATER), archive_id=row.pk)
        assert done.pieces is not None
        assert done.pieces > 0
        for model in leaning():
            left = model._base_manager.filter(request=request)
            assert model is Reply or not left.exists(), model
        assert selectors.particulars(selectors.get(officer, request.pk)).applicants == ()
        assert not Identity.objects.unscoped("test").filter(request=request).exists()
        assert selectors.cells(township, form, 2026) == before
        assert selectors.history(request).position is not None
        storage_sweep.sweep(clock.now() + dt.timedelta(days=2))
        assert not storage.locate(blob).exists()
        with pytest.raises(NotAllowedError, match="销毁"):
            services.record(officer, request_id=request.pk, event=Event("set_aside", LATER, by="court"))

    def test_nothing_sealed_of_it_is_left_but_what_happened(self, row: Archive, approvers: list[User]) -> None:
        """Whatever table an app adds for a request: its sealed rows go, or this fails."""
        from gongkai.site.accessrequests.values import Particulars, unseal
        from gongkai.site.remedies.models import Case

        archive_services.appraise(on(approvers[0], LATER), archive_id=row.pk, verdict="destroy")
        archive_services.destroy(on(approvers[1], LATER), archive_id=row.pk)
        request = Request.objects.unscoped("test").get(pk=row.request_id)
        assert unseal(request.sealed, Particulars) == Particulars((), "")
        assert unseal(Reply.objects.unscoped("test").get(request=request).sealed, Proposal) == Proposal()
        assert Case.objects.unscoped("test").get(request=request).sealed == ""

    def test_what_is_kept_gets_another_time(self, row: Archive, approvers: list[User]) -> None:
        scope = on(approvers[0], LATER)
        with pytest.raises(UsageError):
            archive_services.appraise(scope, archive_id=row.pk, verdict="keep")
        kept = archive_services.appraise(scope, archive_id=row.pk, verdict="keep", retention="thirty_years")
        assert kept.expires_on == dt.date(2067, 12, 31)

    def test_a_handler_appraises_and_does_not_destroy(self, handler: User, row: Archive) -> None:
        archive_services.appraise(on(handler, LATER), archive_id=row.pk, verdict="destroy")
        with pytest.raises(ForbiddenError):
            archive_services.destroy(on(handler, LATER), archive_id=row.pk)


class TestYearsWithoutARequest:
    def test_it_is_confirmed_in_one_step_and_once(self, officer: Scope, township: Body) -> None:
        first = archive_services.confirm_nil(officer, body=township, year=2025)
        assert archive_services.confirm_nil(officer, body=township, year=2025) == first
        assert selectors_archive.nil(township, 2025) == first
        assert Audit.objects.filter(action="request.nil").count() == 1
        with pytest.raises(UsageError):
            archive_services.confirm_nil(officer, body=township, year=2027)

    def test_a_year_with_a_request_is_refused_also_one_that_nobody_confirmed(
        self, officer: Scope, township: Body
    ) -> None:
        handed_in(township, dt.date(2026, 3, 2))
        with pytest.raises(NotAllowedError, match="2026年登记过申请"):
            archive_services.confirm_nil(officer, body=township, year=2026)

    def test_a_request_that_comes_in_later_takes_the_confirmation_back(self, officer: Scope, township: Body) -> None:
        archive_services.confirm_nil(officer, body=township, year=2025)
        entered(officer, township, day=dt.date(2025, 12, 30))
        assert selectors_archive.nil(township, 2025) is None


def test_every_sealed_table_of_a_request_is_known_to_the_destruction() -> None:
    """A table that leans on a request and is not named here must be looked at: is it wiped, and in which order?"""
    assert {model.__name__ for model in leaning()} == {
        "Draft",
        "Identity",
        "Letter",
        "Motion",
        "Paper",
        "Party",
        "Redaction",
        "Reply",
    }
    assert connection.vendor in ("sqlite", "postgresql")
