"""Every page that is looked at. A new page gets a line here: its name, its address, and who opens it."""

from typing import Final, NamedTuple

from tests.e2e.world import TOWNSHIP


class Visit(NamedTuple):
    """A page: the name of its picture, where it is, as whom one opens it ("" is the public), and the status."""

    name: str
    path: str
    who: str = ""
    status: int = 200


PAGES: Final = (
    Visit("portal-home", "/"),
    Visit("portal-search", "/search/?q=石桥"),
    Visit("portal-search-nothing", "/search/?q=没有这个机关"),
    Visit("portal-accessibility", "/accessibility/"),
    Visit("portal-body", f"/b/{TOWNSHIP}/"),
    Visit("portal-column", f"/b/{TOWNSHIP}/guide/"),
    Visit("portal-not-found", "/b/nowhere/", status=404),
    Visit("sign-in", "/accounts/login/"),
    Visit("staff-home", "/staff/", "handler"),
    Visit("staff-components", "/staff/components/", "handler"),
    Visit("accounts-all", "/staff/accounts/", "system_admin"),
    Visit("accounts-of-body", f"/staff/b/{TOWNSHIP}/accounts/", "body_admin"),
    Visit("accounts-person", "/staff/accounts/1/", "body_admin"),
    Visit("accounts-new", f"/staff/b/{TOWNSHIP}/accounts/new/", "body_admin"),
    Visit("accounts-password", "/staff/accounts/1/password/", "body_admin"),
    Visit("accounts-hand-over", f"/staff/b/{TOWNSHIP}/accounts/1/hand-over/", "body_admin"),
    Visit("accounts-profile", "/staff/profile/", "handler"),
    Visit("accounts-delegate", "/staff/profile/delegate/", "handler"),
    Visit("accounts-notices", "/staff/notices/", "handler"),
    Visit("staff-not-found", "/staff/nowhere/", "handler", 404),
    Visit("bodies-list", "/staff/bodies/", "system_admin"),
    Visit("bodies-create", "/staff/bodies/create/", "system_admin"),
    Visit("bodies-import", "/staff/bodies/import/", "system_admin"),
    Visit("bodies-body", f"/staff/b/{TOWNSHIP}/", "body_admin"),
    Visit("bodies-contact", f"/staff/b/{TOWNSHIP}/contact/", "body_admin"),
    Visit("review-cases", "/staff/review/", "reviewer"),
    Visit("review-chains", f"/staff/b/{TOWNSHIP}/chains/", "body_admin"),
    Visit("review-case", "/staff/review/3/", "reviewer"),
    Visit("review-sheet", "/staff/review/3/sheet/", "reviewer"),
    Visit("bodies-relate", "/staff/b/11990000MB0000040T/relate/", "system_admin"),
    Visit("workbench-search", "/staff/search/?q=石桥", "handler"),
    Visit("audit", "/staff/audit/", "auditor"),
    Visit("items-all", "/staff/items/", "handler"),
    Visit("items-new", f"/staff/b/{TOWNSHIP}/items/new/", "handler"),
    Visit("items-public", f"/staff/b/{TOWNSHIP}/items/1/", "approver"),
    Visit("items-findings", f"/staff/b/{TOWNSHIP}/items/3/", "handler"),
    Visit("items-edit", f"/staff/b/{TOWNSHIP}/items/3/edit/", "handler"),
    Visit("items-attach", f"/staff/b/{TOWNSHIP}/items/3/attach/", "handler"),
    Visit("items-withdraw", f"/staff/b/{TOWNSHIP}/items/1/withdraw/", "approver"),
    Visit("items-repeal", f"/staff/b/{TOWNSHIP}/items/1/repeal/", "approver"),
    Visit("items-postings", f"/staff/b/{TOWNSHIP}/postings/", "handler"),
    Visit("items-columns", f"/staff/b/{TOWNSHIP}/columns/", "body_admin"),
    Visit("items-corrections", f"/staff/b/{TOWNSHIP}/corrections/", "handler"),
    Visit("items-correction", f"/staff/b/{TOWNSHIP}/corrections/1/", "handler"),
    Visit("ledger-all", "/staff/ledger/", "county_office"),
    Visit("ledger-year", f"/staff/b/{TOWNSHIP}/ledger/", "handler"),
    Visit("ledger-new", f"/staff/b/{TOWNSHIP}/ledger/new/?metric=concerns_received", "handler"),
    Visit("ledger-number", f"/staff/b/{TOWNSHIP}/ledger/records/?metric=trainings", "handler"),
    Visit("ledger-ratio", f"/staff/b/{TOWNSHIP}/ledger/records/?metric=completion_rate", "handler"),
    Visit("ledger-record", f"/staff/b/{TOWNSHIP}/ledger/records/2/", "handler"),
    Visit("ledger-correct", f"/staff/b/{TOWNSHIP}/ledger/records/2/correct/", "handler"),
    Visit("ledger-nil", f"/staff/b/{TOWNSHIP}/ledger/nil/", "handler"),
    Visit("ledger-import", f"/staff/b/{TOWNSHIP}/ledger/import/", "handler"),
    Visit("ledger-points", f"/staff/b/{TOWNSHIP}/ledger/matters/point/", "handler"),
    Visit("ledger-matter", f"/staff/b/{TOWNSHIP}/ledger/matter/1/", "handler"),
    Visit("ledger-matter-new", f"/staff/b/{TOWNSHIP}/ledger/matters/problem/new/", "handler"),
    Visit("ledger-accounts", f"/staff/b/{TOWNSHIP}/ledger/accounts/", "handler"),
    Visit("portal-list", f"/b/{TOWNSHIP}/proactive/"),
    Visit("portal-item", "/item/1/"),
    Visit("portal-version", "/item/1/v/1/"),
    Visit("portal-item-correction", "/item/1/correction/"),
    Visit("portal-search-items", "/search/?q=公路"),
    Visit("requests-choose", "/requests/?q=石桥"),
    Visit("requests-guide", f"/requests/b/{TOWNSHIP}/"),
    Visit("requests-follow", "/requests/follow/"),
    Visit("requests-term", "/requests/tools/term/?channel=post&received=2026-02-12&extended=2026-03-16&length=10"),
    Visit("requests-fee", "/requests/tools/fee/?scale=pages&count=1245"),
    Visit("requests-enter", f"/staff/b/{TOWNSHIP}/requests/enter/", "handler"),
    Visit("requests-unconfirmed", f"/staff/b/{TOWNSHIP}/requests/unconfirmed/", "handler"),
    Visit("requests-confirm", f"/staff/b/{TOWNSHIP}/requests/1/confirm/", "handler"),
    Visit("password-change", "/accounts/password/change/", "handler"),
    Visit("second-factor", "/accounts/2fa/", "handler"),
    Visit("sign-out", "/accounts/logout/", "handler"),
)
