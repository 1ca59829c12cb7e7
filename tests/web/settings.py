"""Settings of the tests: with accounts, as that is the stricter way; plain HTTP, mail kept in memory."""

import os

os.environ |= {
    "KILTER_ACCOUNTS": "on",
    "KILTER_HTTPS": "off",
    "KILTER_SECRET_KEY": "only-for-tests-" + "0123456789abcdefghijklmnopqrstuvwxyz" * 2,
    "KILTER_HOSTS": "testserver, localhost, 127.0.0.1",
    "KILTER_DATA": "/nowhere/that/tests/may/write",
}

from kilter.web.settings import *  # noqa: F403 - the environment comes first

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": ":memory:",
        "OPTIONS": {"transaction_mode": "IMMEDIATE"},
    }
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
