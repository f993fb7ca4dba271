"""Addresses of async_tasks."""

from django.urls import path

from async_tasks import set_views, views

app_name = "async_tasks"
urlpatterns = [
    path("blocks/<uuid:pk>/task/", views.edit_task, name="task"),
    path(
        "classes/<int:pk>/weeks/<date:monday>/playlist/", set_views.make_playlist, name="playlist"
    ),
    path(
        "classes/<int:pk>/weeks/<date:monday>/student-led/",
        set_views.make_student_led,
        name="student_led",
    ),
]
