"""The API, and the page of its tokens."""

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path

from kilter.web.calls import views
from kilter.web.calls.door import api

operations, *_names = api.urls
for operation in operations:
    # Who may call is told by the token, not by a session.
    if operation.callback is not None:
        login_not_required(operation.callback)

urlpatterns = [
    path("data/tokens/", views.my_tokens, name="tokens"),
    path("data/tokens/revoke/", views.revoke, name="revoke_token"),
    path("api/v1/", include((operations, "calls"))),
    path("api/<path:rest>", login_not_required(views.nothing_here), name="no_call"),
]
