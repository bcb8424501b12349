"""Signing in and out, the password, the second factor."""

from django.urls import include, path

urlpatterns = [path("", include("allauth.urls"))]
