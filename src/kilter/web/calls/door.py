"""The API as a whole: its parts, its errors, and its description."""

from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

import kilter
from kilter.web.calls import keeping, learning, programme, screening, sessions, story
from kilter.web.calls.problems import handle_problems

ABOUT = """
Everything that the pages do, for programs.

A call brings a token along, as `Authorization: Bearer TOKEN`. Tokens are made and revoked by the person, under
“My data”, “API tokens”; each is for one person, for some of the scopes `read`, `write`, `export` and `erase`, and ends.
Which scope an operation needs, its `x-scope` says.

Whatever is told to be kept has an `id` that the caller gives, a UUID. Sent again with the same id, it is kept once and
answered as the first time; another thing under a known id is refused with 409.

What is wrong with a call is told in one shape: a list of `problems`, each with `where`, `what` and `mend`. After 429
and 503, `Retry-After` says in how many seconds to try again.
"""
PARTS = (screening, programme, sessions, story, learning, keeping)


class Api(NinjaAPI):
    """Ninja's, with the scope of each operation where OpenAPI 3.1 has a place for it."""

    def get_openapi_schema(self, **rest: Any) -> OpenAPISchema:
        """The description of the API."""
        schema = super().get_openapi_schema(**rest)
        for operations in schema["paths"].values():
            for operation in operations.values():
                operation["security"] = [{"Bearer": [operation["x-scope"]]}]
        return schema


api = Api(
    title="Kilter",
    version=kilter.__version__,
    description=ABOUT.strip(),
    urls_namespace="calls",
)
handle_problems(api)
for part in PARTS:
    api.add_router("", part.router)
