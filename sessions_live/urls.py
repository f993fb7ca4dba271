"""Addresses of sessions_live."""

from django.urls import path

from sessions_live import views

app_name = "sessions_live"
urlpatterns = [
    path("blocks/<uuid:pk>/session/", views.edit_session, name="session"),
    path("blocks/<uuid:pk>/work-time/", views.split_off_work_time, name="work_time"),
]
