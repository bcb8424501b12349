"""Addresses of the app, under /staff/."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from gongkai.site.accounts.views import deeds, handover, people, profile

app_name = "accounts"
urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", people.people, name="people"),
    path("accounts/new/", people.new_at_site, name="new_at_site"),
    path("accounts/<int:pk>/", people.person, name="person"),
    path("accounts/<int:pk>/appoint/", people.appoint_at_site, name="appoint_at_site"),
    path("accounts/<int:pk>/edit/", deeds.edit, name="edit"),
    path("accounts/<int:pk>/disable/", deeds.disable, name="disable"),
    path("accounts/<int:pk>/enable/", deeds.enable, name="enable"),
    path("accounts/<int:pk>/password/", deeds.password, name="password"),
    path("accounts/<int:pk>/second-factor/", deeds.second_factor, name="second_factor"),
    path("accounts/posts/<int:pk>/end/", deeds.end, name="end"),
    path("b/<str:code>/accounts/", people.of_body, name="of_body"),
    path("b/<str:code>/accounts/new/", people.new_at_body, name="new_at_body"),
    path("b/<str:code>/accounts/appoint/", people.appoint, name="appoint"),
    path("b/<str:code>/accounts/handovers/", handover.of_body, name="handovers"),
    path("b/<str:code>/accounts/<int:pk>/hand-over/", handover.start, name="hand_over"),
    path("handovers/<int:pk>/", handover.record, name="handover"),
    path("handovers/<int:pk>/confirm/", handover.confirm, name="confirm_handover"),
    path("profile/", profile.profile, name="profile"),
    path("profile/mail/", profile.mail, name="mail"),
    path("profile/delegate/", profile.delegate, name="delegate"),
    path("profile/delegations/<int:pk>/recall/", profile.recall, name="recall"),
    path("notices/", profile.notices, name="notices"),
    path("notices/read/", profile.read_all, name="read_all"),
    path("notices/<int:pk>/", profile.notice, name="notice"),
]
