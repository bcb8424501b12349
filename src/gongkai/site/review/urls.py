"""Addresses of the app, under /staff/."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from gongkai.site.review import views, views_chain, views_paper

app_name = "review"
urlpatterns: list[URLPattern | URLResolver] = [
    path("review/", views.cases, name="cases"),
    path("review/<int:pk>/", views.case, name="case"),
    path("review/<int:pk>/comment/", views.comment, name="comment"),
    path("review/<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("review/<int:pk>/again/", views.again, name="again"),
    path("review/<int:pk>/sheet/", views_paper.sheet, name="sheet"),
    path("review/<int:pk>/paper/", views_paper.paper, name="paper"),
    path("review/<int:pk>/scan/<int:round>/<int:position>/", views_paper.scan, name="scan"),
    path("b/<str:code>/chains/", views_chain.chains, name="chains"),
    path("b/<str:code>/chains/<slug:kind>/", views_chain.chain, name="chain"),
    path("b/<str:code>/chains/<slug:kind>/default/", views_chain.default, name="default_chain"),
]
