"""What all tests share: a build must not fail by chance, so that examples are the same each time.

``HYPOTHESIS_PROFILE=long`` looks for new ones instead.
"""

from __future__ import annotations

import os
from pathlib import Path

from hypothesis import settings

settings.register_profile("default", derandomize=True, deadline=None)
settings.register_profile("long", max_examples=1_000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))

# Compiled templates of these runs do not belong in the cache of whoever runs them.
CACHE = Path(__file__).parents[1] / ".pytest_cache" / "templates"
os.environ.setdefault("BRIEFING_CACHE", str(CACHE))
