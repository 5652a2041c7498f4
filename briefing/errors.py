"""What can go wrong, as one tree; every error says where it happened and what is wrong.

BriefingError
├── ConfigError      briefing.toml cannot be read or has a setting that is not known
├── DocumentError    a seed document cannot be read
├── EntryError       a content file cannot be read
├── ThemeError       a theme, template or asset is missing or wrong
├── PluginError      a plugin is missing, fails or gives no hooks
├── OutputError      the site cannot be written
├── BusyError        another briefing works on the same site
└── CatalogError     what was known of the last run is damaged
"""

from __future__ import annotations


class BriefingError(Exception):
    """Something a person can mend.

    *place* is ``file`` or ``file:line``; *message* says what is wrong and what to do.
    """

    def __init__(self, place: str, message: str, *, excerpt: tuple[str, ...] = ()) -> None:
        super().__init__(place, message)
        self.place = place
        self.message = message
        self.excerpt = excerpt
        """The offending lines, each as ``number: text``, where the place has lines."""

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message


class ConfigError(BriefingError):
    """The settings cannot be read, or hold a key or value that is not known."""


class DocumentError(BriefingError):
    """A seed document cannot be read."""


class EntryError(BriefingError):
    """A content file cannot be read."""


class ThemeError(BriefingError):
    """A theme, a template or an asset is missing or wrong."""


class PluginError(BriefingError):
    """A plugin is missing, fails when it is loaded, or gives no hooks."""


class OutputError(BriefingError):
    """The site cannot be written."""


class BusyError(BriefingError):
    """Another run works on the same site."""


class CatalogError(BriefingError):
    """What was known of the last run was found damaged, and is forgotten: begin anew."""
