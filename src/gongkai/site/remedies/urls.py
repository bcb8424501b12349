"""Addresses of the app, under /staff/."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from gongkai.site.remedies import views, views_complaints, views_papers

app_name = "remedies"
_CASE = "b/<str:code>/remedies/<int:pk>/"
urlpatterns: list[URLPattern | URLResolver] = [
    path("remedies/", views.all_cases, name="all"),
    path("b/<str:code>/remedies/", views.cases, name="cases"),
    path("b/<str:code>/remedies/new/", views.new, name="new"),
    path("b/<str:code>/remedies/new/<int:pk>/", views.new, name="new"),
    path("b/<str:code>/remedies/year/<int:number>/", views.year, name="year"),
    path(_CASE, views.case, name="case"),
    path(f"{_CASE}amend/", views.amend, name="amend"),
    path(f"{_CASE}renew/", views.renew, name="renew"),
    path(f"{_CASE}papers/add/", views_papers.add, name="add_paper"),
    path(f"{_CASE}papers/<int:paper>/", views_papers.download, name="paper"),
    path(f"{_CASE}papers/<int:paper>/drop/", views_papers.drop, name="drop_paper"),
    path(f"{_CASE}read/", views.read, name="read"),
    path(f"{_CASE}step/<slug:kind>/", views.step, name="step"),
    path("complaints/", views_complaints.complaints, name="complaints"),
    path("b/<str:code>/complaints/new/", views_complaints.new, name="new_complaint"),
    path("complaints/<int:pk>/", views_complaints.complaint, name="complaint"),
    path("complaints/<int:pk>/read/", views_complaints.read, name="read_complaint"),
    path("complaints/<int:pk>/step/<slug:kind>/", views_complaints.step, name="complaint_step"),
]
