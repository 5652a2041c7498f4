"""What all tests share: a build must not fail by chance, so that examples are the same each time.

``HYPOTHESIS_PROFILE=long`` looks for new ones instead.
"""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("default", derandomize=True, deadline=None)
settings.register_profile("long", max_examples=1_000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))
