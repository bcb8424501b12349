"""Addresses of the app, under /staff/."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from gongkai.site.annualreports import views, views_beside, views_list

app_name = "annualreports"
_REPORT = "b/<str:code>/reports/<int:year>/"
urlpatterns: list[URLPattern | URLResolver] = [
    path("reports/", views_list.all_reports, name="all"),
    path("b/<str:code>/reports/date/", views_list.local_date, name="date"),
    path("b/<str:code>/reports/limit/", views_beside.limit, name="limit"),
    path(_REPORT, views.report, name="report"),
    path(f"{_REPORT}text/", views.text, name="text"),
    path(f"{_REPORT}last-year/", views_list.last_year, name="last_year"),
    path(f"{_REPORT}cell/<str:key>/", views.cell, name="cell"),
    path(f"{_REPORT}cell/<str:key>/adjust/", views.adjust, name="adjust"),
    path(f"{_REPORT}keep/<str:fingerprint>/", views.keep, name="keep"),
    path(f"{_REPORT}correct/", views.correct, name="correct"),
    path(f"{_REPORT}return/", views.return_, name="return"),
    path(f"{_REPORT}clear/", views.clear, name="clear"),
    path(f"{_REPORT}sealed/", views_beside.attach, name="seal"),
    path(f"{_REPORT}sealed/accept/", views_beside.accept, name="seal_accept"),
    path(f"{_REPORT}sealed/file/", views_beside.original, name="seal_file"),
    path(f"{_REPORT}do/<slug:name>/", views.step, name="step"),
    path(f"{_REPORT}v/<int:number>/<slug:name>/", views_list.file, name="file"),
]
