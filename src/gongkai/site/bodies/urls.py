"""Addresses of the app, under /staff/."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from gongkai.site.bodies.views import belongings, files, register

app_name = "bodies"
urlpatterns: list[URLPattern | URLResolver] = [
    path("bodies/", register.index, name="list"),
    path("bodies/create/", register.create_root, name="create_root"),
    path("bodies/import/", files.upload, name="upload"),
    path("bodies/import/example.xlsx", files.example, name="example"),
    path("bodies/import/<str:token>/", files.preview, name="preview"),
    path("bodies/export.xlsx", files.export_xlsx, name="export_xlsx"),
    path("bodies/export.csv", files.export_csv, name="export_csv"),
    path("b/<str:code>/", register.show, name="show"),
    path("b/<str:code>/create/", register.create, name="create"),
    path("b/<str:code>/rename/", register.rename, name="rename"),
    path("b/<str:code>/relate/", register.relate, name="relate"),
    path("b/<str:code>/describe/", register.describe, name="describe"),
    path("b/<str:code>/close/", register.close, name="close"),
    path("b/<str:code>/reopen/", register.reopen, name="reopen"),
    path("b/<str:code>/withdraw/", register.withdraw, name="withdraw"),
    path("b/<str:code>/contact/", belongings.contact, name="contact"),
    path("b/<str:code>/offices/", belongings.office, name="add_office"),
    path("b/<str:code>/offices/<int:pk>/", belongings.office, name="office"),
    path("b/<str:code>/posts/", belongings.post, name="add_post"),
    path("b/<str:code>/posts/<int:pk>/", belongings.post, name="post"),
]
