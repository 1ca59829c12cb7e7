"""What holds for every test."""

import os

from hypothesis import settings

# Where workers share the cores, any deadline is a matter of luck. In CI the runs are repeatable as well.
settings.register_profile("local", deadline=None, print_blob=True)
settings.register_profile("ci", deadline=None, print_blob=True, derandomize=True, database=None)
settings.load_profile("ci" if os.environ.get("CI") else "local")
