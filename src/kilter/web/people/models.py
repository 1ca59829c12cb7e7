"""Accounts, and the people whose records they hold."""

import uuid
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.utils.translation import gettext_lazy as _

from kilter.web.site.privacy import Erasure, PersonalData


class UserManager(BaseUserManager["User"]):
    """Makes users, who are known by their e-mail address."""

    def create_user(self, email: str, password: str | None = None, **rest: Any) -> "User":
        """Make a user; without a password nobody can sign in as them."""
        user = self.model(email=self.normalize_email(email), **rest)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **rest: Any) -> "User":
        """Make a user who may do all."""
        return self.create_user(email, password, is_superuser=True, **rest)


class User(AbstractBaseUser, PermissionsMixin):
    """Someone who signs in; without accounts the one user of the machine."""

    personal_data: ClassVar = PersonalData("e-mail address, password (hashed), times of sign-in", Erasure.BY_HAND)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("e-mail address"), unique=True)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    def __str__(self) -> str:
        return str(self.id)


class Person(models.Model):
    """The person whose hips it is about; a user has one of their own, and at most one example to look at."""

    personal_data: ClassVar = PersonalData("that and when the person agreed", Erasure.WITH_USER)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="people")
    example = models.BooleanField(default=False)
    consented_at = models.DateTimeField()

    class Meta:
        """One of each kind."""

        constraints: ClassVar = [models.UniqueConstraint(fields=("user", "example"), name="one_person_of_a_kind")]

    def __str__(self) -> str:
        return str(self.id)
