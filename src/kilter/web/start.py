"""``kilter-web``: put the database in order and serve, on this machine alone unless there are accounts."""

import ipaddress
import os
import sys
import warnings
from typing import Annotated, Any

import typer

MOST_SOCKET_BYTES = 65_536
"""Of one message; a frame of landmarks has 808."""
SOCKETS: dict[str, Any] = {
    "ws": "websockets-sansio",
    "ws_max_size": MOST_SOCKET_BYTES,
    "ws_per_message_deflate": False,  # numbers like these hardly get smaller by packing them
}
"""How the server speaks over sockets."""
LONGEST_TURN_S = 0.0005
"""How long a page that is being made keeps the interpreter from the sockets, which ask for it at each frame."""


def is_loopback(host: str) -> bool:
    """Whether an address reaches this machine only."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def serve(
    host: Annotated[str, typer.Option(help="The address to listen at.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port to listen at.")] = 8000,
) -> None:
    """Serve Kilter to a browser; see the settings for what the environment may say."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kilter.web.settings")
    import django  # noqa: PLC0415 - the settings are named first
    from django.conf import settings  # noqa: PLC0415

    django.setup()
    if not settings.ACCOUNTS and not is_loopback(host):
        typer.echo(
            f"{host} can be reached by others, and without accounts everyone would see everything. "
            "Listen at 127.0.0.1, or set KILTER_ACCOUNTS=on.",
            err=True,
        )
        raise typer.Exit(2)
    import uvicorn  # noqa: PLC0415 - only who serves pays for it
    from django.core.management import call_command  # noqa: PLC0415

    settings.DATA_FOLDER.mkdir(parents=True, exist_ok=True, mode=0o700)
    call_command("migrate", verbosity=0, interactive=False)
    # WhiteNoise reads small files at once, which Django warns of under ASGI.
    warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous iterators")
    sys.setswitchinterval(LONGEST_TURN_S)
    where = f"[{host}]" if ":" in host else host
    typer.echo(f"Kilter is at http://{where}:{port}/ (stop it with Ctrl-C).")
    uvicorn.run(
        "kilter.web.asgi:application",
        host=host,
        port=port,
        lifespan="off",
        log_config=None,
        access_log=False,
        proxy_headers=settings.BEHIND_PROXY,
        server_header=False,
        **SOCKETS,
    )


def main() -> None:
    """Run the command."""
    app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    app.command()(serve)
    app()


if __name__ == "__main__":
    main()
