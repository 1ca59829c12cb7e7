"""What the benches of the web app share: a real server in a process of its own, and people who are signed in there."""

import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

HOST = "127.0.0.1"
READY_WITHIN_S = 60.0
CSRF = "b" * 32
"""A form needs the same in its cookie and its header; a browser would have been given one."""


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody with an account who has agreed, and is signed in.

    Args:
        person: whose data it is.
        headers: those of their browser.
    """

    person: UUID
    headers: dict[str, str]


@contextmanager
def data_folder() -> Iterator[Path]:
    """An empty database in a folder of its own, for a server with accounts; Django is set up in this process too."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "kilter.web.settings",
            "KILTER_ACCOUNTS": "on",
            "KILTER_HTTPS": "off",
            "KILTER_HOSTS": HOST,
            "KILTER_SECRET_KEY": secrets.token_urlsafe(64),
            "KILTER_LOG_LEVEL": "ERROR",
            "KILTER_DATA": folder,
        }
        import django  # noqa: PLC0415 - the settings are named first

        django.setup()
        from django.core.management import call_command  # noqa: PLC0415

        call_command("migrate", verbosity=0)
        yield Path(folder)


def guests(count: int) -> list[Guest]:
    """So many people with accounts."""
    from django.conf import settings  # noqa: PLC0415 - Django is there by now
    from django.test import Client  # noqa: PLC0415

    from kilter.web.people.api import agree  # noqa: PLC0415
    from kilter.web.people.models import User  # noqa: PLC0415

    invited = []
    for number in range(count):
        user = User.objects.create_user(f"guest-{number}@example.org")
        browser = Client()
        browser.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
        cookies = {settings.SESSION_COOKIE_NAME: browser.cookies[settings.SESSION_COOKIE_NAME].value}
        cookies[settings.CSRF_COOKIE_NAME] = CSRF
        cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())
        invited.append(Guest(agree(user).pk, {"Cookie": cookie, "X-CSRFToken": CSRF}))
    return invited


def free_port() -> int:
    """A port that nothing listens at."""
    with socket.socket() as one:
        one.bind((HOST, 0))
        port: int = one.getsockname()[1]
        return port


class Server:
    """The server as ``kilter-web`` starts it, over the data that the environment names."""

    def __init__(self, port: int) -> None:
        self._port = port
        command = [sys.executable, "-m", "kilter.web.start", "--host", HOST, "--port", str(port)]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL)  # noqa: S603 - our own words
        self._wait()

    def _wait(self) -> None:
        until = time.monotonic() + READY_WITHIN_S
        while time.monotonic() < until:
            if self.process.poll() is not None:
                raise SystemExit(f"The server ended with {self.process.returncode}.")
            try:
                socket.create_connection((HOST, self._port), 1).close()
            except OSError:
                time.sleep(0.02)
            else:
                return
        self.kill()
        raise SystemExit(f"The server did not listen within {READY_WITHIN_S:g} s.")

    def kill(self) -> None:
        """End it at once, as a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def processor_s(self) -> float:
        """Processor seconds that it took so far; not a number where the system does not tell."""
        stat = Path(f"/proc/{self.process.pid}/stat")
        if not stat.exists():
            return float("nan")
        fields = stat.read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def busy_s() -> float:
    """Processor seconds of everything on the machine; not a number where the system does not tell."""
    stat = Path("/proc/stat")
    if not stat.exists():
        return float("nan")
    user, nice, system = (int(each) for each in stat.read_text().split(maxsplit=4)[1:4])
    return (user + nice + system) / os.sysconf("SC_CLK_TCK")


@contextmanager
def serving() -> Iterator[tuple[int, Server]]:
    """A server at a free port, which it tells; gone at the end."""
    port = free_port()
    server = Server(port)
    try:
        yield port, server
    finally:
        server.kill()
