"""Addresses of published reports, for everybody."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from gongkai.site.annualreports import views_public

app_name = "reports"
_REPORT = "b/<str:code>/reports/<int:year>/"
urlpatterns: list[URLPattern | URLResolver] = [
    path("b/<str:code>/reports/", views_public.reports, name="list"),
    path(_REPORT, views_public.report, name="report"),
    path(f"{_REPORT}v/<int:number>/", views_public.report, name="version"),
    path(f"{_REPORT}v/<int:number>/picture/", views_public.picture_page, name="picture"),
    path(f"{_REPORT}v/<int:number>/<slug:name>/", views_public.file, name="file"),
]
