"""What browsers are told about static files besides their contents."""

import re
from collections.abc import MutableMapping

_FOR_GOOD = re.compile(r"/dist/(vision-[0-9.]+/|models/[^/]+\.[0-9a-f]{12}\.task)")
"""Built files whose name changes with their contents."""
_POSE_WORKER = "/dist/pose.worker.js"
_WORKER_MAY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'"


def is_for_good(path: str, url: str) -> bool:  # noqa: ARG001 - WhiteNoise's signature
    """Whether a file under an address never changes, so that it may be kept for good."""
    return _FOR_GOOD.search(url) is not None


def add_headers(headers: MutableMapping[str, str], path: str, url: str) -> None:  # noqa: ARG001 - WhiteNoise's signature
    """Let the worker that finds the pose run WebAssembly: a worker has a policy of its own."""
    if url.endswith(_POSE_WORKER):
        headers["Content-Security-Policy"] = _WORKER_MAY
