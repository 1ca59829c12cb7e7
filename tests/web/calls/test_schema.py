"""The API does what its description says, whatever is sent to it."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from ninja import Schema
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.generation.modes import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from tests.web.calls.calling import Program
from tests.web.test_screen import answer_all

from kilter.services.screen import Screener
from kilter.web.calls.door import api
from kilter.web.people.models import Person

EXAMPLES = 8
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


def _operations() -> Mapping[str, Any]:
    schema = schemathesis.openapi.from_dict(dict(api.get_openapi_schema()))
    schema.app = get_wsgi_application()
    found = [each.ok() for each in schema.get_all_operations() if isinstance(each, Ok)]
    return {each.label: each for each in found}


OPERATIONS = _operations()


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """As in Django's own client, a request does not close the connection that the test holds."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def _holds(name: str, mode: GenerationMode, program: Program) -> None:
    @settings(
        max_examples=EXAMPLES,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(OPERATIONS[name].as_strategy(generation_mode=mode))
    def every_case_holds(case: Any) -> None:
        with transaction.atomic():
            case.call_and_validate(headers={"Authorization": f"Bearer {program.secret}"}, checks=CHECKS)
            transaction.set_rollback(True)

    every_case_holds()


@pytest.mark.parametrize("mode", GenerationMode)
@pytest.mark.parametrize("name", OPERATIONS)
def test_of_somebody_who_trains(trained: Client, person: Person, name: str, mode: GenerationMode) -> None:
    """Good and bad calls about a record are answered as the description says, and never with a fault of ours."""
    _holds(name, mode, Program(person))


@pytest.mark.parametrize("name", OPERATIONS)
def test_of_somebody_who_answers(person: Person, screener: Screener, today: object, name: str) -> None:
    """The same before there is a programme."""
    answer_all(person, screener)

    _holds(name, GenerationMode.POSITIVE, Program(person))


def test_no_two_shapes_share_a_name() -> None:
    """In the description each shape stands under its name, so that one would take the place of another."""
    seen: dict[str, Any] = {}

    for shape in _all_below(Schema):
        described = shape.model_json_schema(mode="serialization")
        named = described.pop("$defs", {}) | {described["title"]: described}
        for name, content in named.items():
            assert seen.setdefault(name, content) == content, name


def _all_below(kind: type[Schema]) -> Iterator[type[Schema]]:
    for each in kind.__subclasses__():
        yield from [each] if each.__module__.startswith("kilter.") else []
        yield from _all_below(each)


def test_the_description_is_open_and_names_the_scopes(nobody: Client) -> None:
    """Whoever writes a program may read it; each operation says what it needs."""
    described = nobody.get("/api/v1/openapi.json").json()

    assert described["openapi"].startswith("3.1")
    for operations in described["paths"].values():
        for operation in operations.values():
            assert operation["security"] == [{"Bearer": [operation["x-scope"]]}]
            assert operation["description"]
    assert nobody.get("/api/v1/docs").status_code == 200
