"""What each model holds of a person and how it is erased; ``check`` turns red where a model does not say so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.checks import CheckMessage, Error
from django.db.models import CASCADE, ForeignKey, Model


class Erasure(StrEnum):
    """How what a model holds of a person goes when the person erases everything."""

    NOTHING_HELD = "nothing held"
    WITH_USER = "with user"
    """A foreign key leads to the user, directly or by steps, and deletes along."""
    BY_HAND = "by hand"
    """``people.api.erase`` removes it."""


@dataclass(frozen=True, slots=True)
class PersonalData:
    """A model's declaration."""

    holds: str
    """What it tells about a person, in words."""
    erasure: Erasure


NOTHING = PersonalData("", Erasure.NOTHING_HELD)

OF_OTHERS: Mapping[str, PersonalData] = {
    "auth.Permission": NOTHING,
    "auth.Group": NOTHING,
    "contenttypes.ContentType": NOTHING,
    "sessions.Session": PersonalData("who is signed in, and which person is looked at", Erasure.BY_HAND),
    "account.EmailAddress": PersonalData("e-mail address", Erasure.WITH_USER),
    "account.EmailConfirmation": PersonalData("e-mail address, through its key", Erasure.WITH_USER),
    "mfa.Authenticator": PersonalData("second factors", Erasure.WITH_USER),
    "usersessions.UserSession": PersonalData("address and browser of each sign-in", Erasure.WITH_USER),
}
"""Models of other packages, for which they do not speak themselves."""


def declaration_of(model: type[Model]) -> PersonalData | None:
    """What a model declares, or what is declared for it."""
    own = getattr(model, "personal_data", None)
    return own if isinstance(own, PersonalData) else OF_OTHERS.get(model._meta.label)


def check_declarations(app_configs: Any, **_: Any) -> Sequence[CheckMessage]:  # noqa: ARG001 - Django's signature
    """One error for each model that says nothing, or whose way to the user does not delete along."""
    user = get_user_model()
    errors: list[CheckMessage] = []
    for model in apps.get_models():
        declared = declaration_of(model)
        if declared is None:
            hint = "Give it personal_data, or name it in site/privacy.py."
            errors.append(
                Error("The model does not say what it holds of a person.", hint=hint, obj=model, id="kilter.E1")
            )
        elif declared.erasure is Erasure.WITH_USER and not goes_with(model, user):
            hint = "Lead a foreign key with on_delete=CASCADE to the user."
            errors.append(Error("It would outlive the erased user.", hint=hint, obj=model, id="kilter.E2"))
    return errors


def goes_with(model: type[Model], user: type[Model], seen: frozenset[type[Model]] = frozenset()) -> bool:
    """Whether deleting the user deletes the model's rows along."""
    if model is user:
        return True
    return any(
        field.remote_field.on_delete is CASCADE
        and field.related_model not in seen
        and goes_with(field.related_model, user, seen | {model})
        for field in model._meta.get_fields()
        if isinstance(field, ForeignKey) and isinstance(field.related_model, type)
    )
