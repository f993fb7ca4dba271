"""Addresses of sessions_live."""

from django.urls import path

from sessions_live.views import attendance, catch_up, catch_up_languages, missed, notices, sessions

HOME = "h/<str:token>/of/<int:learner>"
"""Where a learner's pages stand; the learner's day, at the address itself, is the planner's."""

app_name = "sessions_live"
urlpatterns = [
    path("blocks/<uuid:pk>/session/", sessions.edit_session, name="session"),
    path("blocks/<uuid:pk>/work-time/", sessions.split_off_work_time, name="work_time"),
    # Who was there, and what is left for those who were not.
    path("classes/<int:pk>/days/<date:date>/attendance/", attendance.show_day, name="attended_day"),
    path("blocks/<uuid:pk>/attendance/", attendance.edit_attendance, name="attendance"),
    path("blocks/<uuid:pk>/catch-up/", catch_up.edit_catch_up, name="catch_up"),
    path(
        "blocks/<uuid:pk>/catch-up/<language:language>/",
        catch_up_languages.edit_translations,
        name="translate_catch_up",
    ),
    path("classes/<int:pk>/recording/", notices.show_notices, name="notices"),
    path("schools/<int:pk>/recording.csv", notices.download_notices, name="notices_csv"),
    path(f"{HOME}/missed/", missed.show_missed, name="missed"),
    path(f"{HOME}/<language:language>/missed/", missed.show_missed, name="missed"),
]
