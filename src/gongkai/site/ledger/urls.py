"""Addresses of the ledger, under ``staff/``."""

from __future__ import annotations

from django.urls import path

from gongkai.site.ledger.views import accounts, importing, matters, records, year

app_name = "ledger"

urlpatterns = [
    path("ledger/", year.all_bodies, name="all"),
    path("b/<str:code>/ledger/", year.year, name="year"),
    path("b/<str:code>/ledger/nil/", year.nil, name="nil"),
    path("b/<str:code>/ledger/new/", records.new, name="new"),
    path("b/<str:code>/ledger/records/", records.records, name="records"),
    path("b/<str:code>/ledger/records/<int:pk>/", records.record, name="record"),
    path("b/<str:code>/ledger/records/<int:pk>/correct/", records.correct, name="correct"),
    path("b/<str:code>/ledger/records/<int:pk>/retract/", records.retract, name="retract"),
    path("b/<str:code>/ledger/records/<int:pk>/evidence/", records.evidence, name="evidence"),
    path("b/<str:code>/ledger/import/", importing.upload, name="upload"),
    path("b/<str:code>/ledger/import/confirm/", importing.confirm, name="confirm"),
    path("b/<str:code>/ledger/import/template.xlsx", importing.download, name="template"),
    path("b/<str:code>/ledger/accounts/", accounts.accounts, name="accounts"),
    path("b/<str:code>/ledger/accounts/<int:pk>/", accounts.change, name="account"),
    path("b/<str:code>/ledger/matters/<str:kind>/", matters.matters, name="matters"),
    path("b/<str:code>/ledger/matters/<str:kind>/new/", matters.new, name="matter_new"),
    path("b/<str:code>/ledger/matter/<int:pk>/", matters.matter, name="matter"),
    path("b/<str:code>/ledger/matter/<int:pk>/<int:step>/", matters.evidence, name="step_evidence"),
]
