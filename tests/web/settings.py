"""Settings of the tests: with accounts, as that is the stricter way; plain HTTP, mail kept in memory."""

import os
import tempfile
from pathlib import Path

os.environ |= {
    "KILTER_ACCOUNTS": "on",
    "KILTER_HTTPS": "off",
    "KILTER_SECRET_KEY": "only-for-tests-" + "0123456789abcdefghijklmnopqrstuvwxyz" * 2,
    "KILTER_HOSTS": "testserver, localhost, 127.0.0.1",
    "KILTER_DATA": "/nowhere/that/tests/may/write",
}

from kilter.web.settings import *  # noqa: F403 - the environment comes first
from kilter.web.settings import DATABASES

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, so that threads share it; the data of a test need not survive a loss of power.
    DATABASES["default"]["TEST"] = {"NAME": Path(tempfile.gettempdir()) / f"kilter-tests-{os.getpid()}.sqlite3"}
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF"
else:
    # What a thread opened is closed when it has been used, as a thread may end then.
    DATABASES["default"]["CONN_MAX_AGE"] = 0
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
