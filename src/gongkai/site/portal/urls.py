"""Addresses of the portal."""

from django.urls import path

from gongkai.site.portal import views, views_items, views_lists, views_machine

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views.search, name="search"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("item/<int:pk>/", views_items.item, name="item"),
    path("item/<int:pk>.json", views_items.item_json, name="item_json"),
    path("item/<int:pk>/v/<int:number>/", views_items.version, name="version"),
    path("item/<int:pk>/file/<int:position>/", views_items.file, name="file"),
    path("item/<int:pk>/correction/", views_items.correction, name="correction"),
    path("item/<int:pk>/opinion/", views_items.opinion, name="opinion"),
    path("sitemap.xml", views_items.sitemap, name="sitemap"),
    path("sitemap-<int:page>.xml", views_items.sitemap, name="sitemap_page"),
    path("robots.txt", views_items.robots, name="robots"),
    path("b/<str:code>/items.json", views_items.pull, name="pull"),
    path("b/<str:code>/feed.atom", views_items.feed, name="feed"),
    path("bodies.json", views_machine.home, name="home_json"),
    path("search.json", views_machine.search, name="search_json"),
    path("b/<str:code>.json", views_machine.body_home, name="body_json"),
    path("b/<str:code>/documents.json", views_machine.documents, name="documents_json"),
    path("b/<str:code>/standard.json", views_machine.standard, name="standard_json"),
    path("b/<str:code>/<slug:key>.json", views_machine.column, name="column_json"),
    path("b/<str:code>/", views.body_home, name="body"),
    path("b/<str:code>/documents/", views_lists.documents_page, name="documents"),
    path("b/<str:code>/standard/", views_lists.standard, name="standard"),
    path("b/<str:code>/<slug:key>/", views.column, name="column"),
]
