"""Addresses of the archive and of the import of past registers, under /staff/."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from gongkai.site.accessrequests import views_archive, views_import

app_name = "requests_archive"
_BODY = "b/<str:code>/request-archive/"
urlpatterns: list[URLPattern | URLResolver] = [
    path(_BODY, views_archive.archive, name="archive"),
    path(f"{_BODY}nil/", views_archive.nil, name="nil"),
    path(f"{_BODY}<int:pk>/appraise/", views_archive.appraise, name="appraise"),
    path(f"{_BODY}<int:pk>/destroy/", views_archive.destroy, name="destroy"),
    path("b/<str:code>/requests/<int:pk>/archive/", views_archive.close, name="close"),
    path("b/<str:code>/requests/<int:pk>/case-file/<slug:format>/", views_archive.take_out, name="take_out"),
    path("b/<str:code>/request-import/", views_import.upload, name="import"),
    path("b/<str:code>/request-import/<str:token>/", views_import.preview, name="preview"),
]
