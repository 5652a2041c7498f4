"""``site/``: a plan (pure) and writing that never leaves half a file or half a site."""

from briefing.publish.manifest import MANIFEST_NAME, read_manifest
from briefing.publish.plan import STALE, plan
from briefing.publish.writing import (
    Published,
    all_present,
    apply,
    is_output,
    present_files,
    remove_files,
    write_file,
)

__all__ = [
    "MANIFEST_NAME", "STALE", "Published", "all_present", "apply", "is_output", "plan",
    "present_files", "read_manifest", "remove_files", "write_file",
]  # fmt: skip
