"""Every address: the planner and the two apps about content, sign-in, administration and health."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

from blendplan import health

# Django's own admin form knows nothing of our limits on wrong passwords; allauth's page does.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
admin.site.site_header = admin.site.site_title = "blendplan administration"

urlpatterns = [
    path("livez", health.live, name="livez"),
    path("readyz", health.ready, name="readyz"),
    path("", include("planner.urls")),
    path("accounts/", include("allauth.account.urls")),
    path("admin/", admin.site.urls),
    path("", include("sessions_live.urls")),
    path("", include("async_tasks.urls")),
]

handler400 = "blendplan.errors.bad_request"
handler403 = "blendplan.errors.permission_denied"
handler404 = "blendplan.errors.not_found"
handler500 = "blendplan.errors.server_error"
