"""Addresses of async_tasks."""

from django.urls import path

from async_tasks import views

app_name = "async_tasks"
urlpatterns = [
    path("blocks/<uuid:pk>/task/", views.edit_task, name="task"),
]
