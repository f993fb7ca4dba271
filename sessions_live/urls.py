"""Addresses of sessions_live."""

from django.urls import path

from sessions_live.views import sessions

app_name = "sessions_live"
urlpatterns = [
    path("blocks/<uuid:pk>/session/", sessions.edit_session, name="session"),
    path("blocks/<uuid:pk>/work-time/", sessions.split_off_work_time, name="work_time"),
]
