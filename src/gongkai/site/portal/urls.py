"""Addresses of the portal."""

from django.urls import path

from gongkai.site.portal import views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views.search, name="search"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("b/<str:code>/", views.body_home, name="body"),
    path("b/<str:code>/<slug:key>/", views.column, name="column"),
]
