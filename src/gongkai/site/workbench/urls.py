"""Addresses of the workbench."""

from django.urls import path

from gongkai.site.workbench import views, views_audit

app_name = "workbench"
urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views.search, name="search"),
    path("audit/", views_audit.audit, name="audit"),
    path("audit/verify/", views_audit.verify, name="verify"),
    path("audit/export/<slug:format>/", views_audit.export, name="export"),
]
