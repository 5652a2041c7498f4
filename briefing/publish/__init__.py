"""``site/``: writing that never leaves half a file or half a site."""

from briefing.publish.manifest import MANIFEST, is_output, list_of, read_manifest
from briefing.publish.writing import (
    Stage,
    Written,
    changed_files,
    check_folder,
    remove_files,
)

__all__ = [
    "MANIFEST", "Stage", "Written", "changed_files", "check_folder", "is_output", "list_of",
    "read_manifest", "remove_files",
]  # fmt: skip
