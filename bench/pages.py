"""Server time of every page for somebody with a year of data: three sessions a week and tests done again.

Run: .venv/bin/python bench/pages.py [PAGE ...]

Each page is asked for in turn with the others, in process, through all of the middleware, the database and the
template. The mark is 100 ms at the 95th percentile of wall-clock time; processor time stands beside it, since other
work on the machine disturbs it less. Exits with 1 where a page misses the mark.
"""

import os
import re
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.machine import describe
from bench.trained import DAYS, begin, train

if TYPE_CHECKING:
    from django.test import Client

    from kilter.services.record.record import Record

RUNS = 20
ASKED_MS = 100.0
RETEST_EVERY_DAYS = 42
PAGES = {
    "start": "/",
    "screen": "/screen/",
    "hips": "/screen/hips/",
    "programme": "/programme/",
    "decision": "/programme/why/c1/",
    "exercise": "/exercise/clamshell/",
    "today": "/today/",
    "set": "/today/set/",
    "end": "/today/end/",
    "morning": "/today/morning/",
    "progress": "/progress/",
    "learn": "/learn/",
    "topic": "/learn/sedentary_sitting/",
    "data": "/data/",
    "export": "/data/export/",
    "ready": "/readyz",
}


@contextmanager
def served() -> Iterator[None]:
    """The web app over a database of its own, as on one's own machine."""
    with tempfile.TemporaryDirectory() as folder:
        settings = {"DJANGO_SETTINGS_MODULE": "kilter.web.settings", "KILTER_LOG_LEVEL": "ERROR"}
        os.environ |= settings | {"KILTER_DATA": folder}
        import django  # noqa: PLC0415 - the settings are named first

        django.setup()
        from django.core.management import call_command  # noqa: PLC0415

        call_command("migrate", verbosity=0)
        yield


def year() -> int:
    """Make the machine's one user and give them a year of data that ends today.

    Returns:
        how many events that is.
    """
    from kilter.adapters import clock  # noqa: PLC0415 - Django is there by now
    from kilter.web.people.alone import EMAIL  # noqa: PLC0415
    from kilter.web.people.api import agree  # noqa: PLC0415
    from kilter.web.people.models import User  # noqa: PLC0415
    from kilter.web.records.api import record_of  # noqa: PLC0415
    from kilter.web.site.knowledge import screener  # noqa: PLC0415

    now = clock.now()
    record = record_of(agree(User.objects.create_user(EMAIL)))
    begin(record, screener(), now.date() - timedelta(days=DAYS), now)
    train(record, at=now)
    _test_again(record)
    return len(record.history)


def _test_again(record: "Record") -> None:
    """Both sides of a hold, every few weeks, a little longer each time."""
    from kilter.adapters import clock  # noqa: PLC0415
    from kilter.screening.form import TestEntry, Trials  # noqa: PLC0415
    from kilter.services.record.record import Moment  # noqa: PLC0415
    from kilter.services.record.retest import retested  # noqa: PLC0415
    from kilter.web.site.knowledge import screener  # noqa: PLC0415

    for number, day in enumerate(range(RETEST_EVERY_DAYS, DAYS, RETEST_EVERY_DAYS)):
        on = record.state.start.on + timedelta(days=day)
        times = Trials(left=(26.0 + number,), right=(33.0 + number / 2,))
        entry = TestEntry(test="single_leg_bridge_hold", date=on, measures={"time": times})
        record.log(retested(record, screener(), (entry,), on), Moment(clock.now(), f"retest-{number}"))


def set_form(page: str) -> dict[str, str]:
    """What the form of the page of a set would send."""
    fields = dict(re.findall(r'name="(event_id|exercise|side|number|amount)" value="([^"]*)"', page))
    return {"side": ""} | fields | {"how_clean": "clean", "pain": "0", "pain_kind": "ache", "reserve": "2"}


def measure(only: Sequence[str]) -> dict[str, list[tuple[float, float]]]:
    """Wall and processor milliseconds of each page and of keeping a set, after one round that does not count."""
    from django.test import Client  # noqa: PLC0415 - Django is there by now

    browser = Client(SERVER_NAME="localhost")
    # With a set kept, the session is under way, and the page that ends it is there.
    form = set_form(browser.get("/today/set/").content.decode())
    _done(browser.post("/today/set/", form).status_code, 302)
    pages = {name: address for name, address in PAGES.items() if not only or name in only}
    times: dict[str, list[tuple[float, float]]] = {}
    for number in range(RUNS + 1):
        for name, address in pages.items():
            taken = _timed(browser, "get", address, {}, 302 if name == "screen" else 200)
            times.setdefault(name, []).extend([taken] if number else [])
        if not only or "keep a set" in only:
            form = set_form(browser.get("/today/set/").content.decode())
            taken = _timed(browser, "post", "/today/set/", form, 302)
            times.setdefault("keep a set", []).extend([taken] if number else [])
            taken = _timed(browser, "post", "/today/undo/", {}, 302)
            times.setdefault("undo", []).extend([taken] if number else [])
    return times


def _timed(browser: "Client", method: str, address: str, form: dict[str, str], status: int) -> tuple[float, float]:
    ask = browser.post if method == "post" else browser.get
    wall, processor = time.perf_counter(), time.process_time()
    answer = ask(address, form)
    taken = 1000 * (time.perf_counter() - wall), 1000 * (time.process_time() - processor)
    _done(answer.status_code, status)
    return taken


def _done(got: int, asked: int) -> None:
    if got != asked:
        raise SystemExit(f"{got} instead of {asked}: the page was not measured.")


def main() -> None:
    """Measure the pages that are named, or all."""
    with served():
        events = year()
        times = measure(sys.argv[1:])
    print(describe())
    print(f"{events} events in {DAYS} days, {RUNS} runs a page, one after the other in one process")
    missed = []
    for name, taken in times.items():
        wall, processor = np.array(taken).T
        p95 = float(np.percentile(wall, 95))
        if p95 > ASKED_MS:
            missed.append(name)
        told = f"wall median {np.median(wall):6.1f} ms, 95 % {p95:6.1f} ms"
        told += f"; processor median {np.median(processor):6.1f} ms{'   over the mark' if p95 > ASKED_MS else ''}"
        print(f"{name:12} {told}")
    print(f"over {ASKED_MS:g} ms at the 95th percentile: {', '.join(missed) or 'none'}")
    if missed:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
