"""Addresses of the public, at the root."""

from django.urls import path

from gongkai.site.accessrequests import views_follow, views_public

app_name = "requests_public"
urlpatterns = [
    path("requests/", views_public.choose, name="choose"),
    path("requests/follow/", views_follow.follow, name="follow"),
    path("requests/mine/", views_follow.mine, name="mine"),
    path("requests/mine/done/", views_follow.done, name="done"),
    path("requests/mine/withdraw/", views_follow.withdraw, name="withdraw"),
    path("requests/mine/rate/", views_follow.rate, name="rate"),
    path("requests/mine/answer/<slug:kind>/", views_follow.answer, name="answer"),
    path("requests/mine/papers/<int:pk>/", views_follow.paper, name="paper"),
    path("requests/tools/term/", views_follow.term, name="term"),
    path("requests/tools/fee/", views_follow.fee, name="fee"),
    path("requests/b/<str:code>/", views_public.guide, name="guide"),
    path("requests/b/<str:code>/suggest/", views_public.suggest, name="suggest"),
    path("requests/b/<str:code>/check/", views_public.check, name="check"),
    path("requests/b/<str:code>/receipt/", views_public.receipt, name="receipt"),
    path("requests/b/<str:code>/apply/<slug:name>/", views_public.page, name="page"),
]
