"""Addresses of intake for officers, under /staff/."""

from django.urls import path

from gongkai.site.accessrequests import views_entry

app_name = "requests_entry"
urlpatterns = [
    path("b/<str:code>/requests/enter/", views_entry.enter, name="enter"),
    path("b/<str:code>/requests/enter/<str:token>/", views_entry.check, name="check"),
    path("b/<str:code>/requests/enter/<str:token>/edit/", views_entry.edit, name="edit"),
    path("b/<str:code>/requests/enter/<str:token>/done/", views_entry.entered, name="entered"),
    path("b/<str:code>/requests/unconfirmed/", views_entry.unconfirmed, name="unconfirmed"),
    path("b/<str:code>/requests/<int:pk>/confirm/", views_entry.confirm, name="confirm"),
]
