"""Django's own commands: ``python -m kilter.web.manage check --deploy`` and the like."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Carry out the command that was typed."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kilter.web.settings")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
