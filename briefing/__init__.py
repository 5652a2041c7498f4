"""Collected documents become a daily briefing: dated entries, digests, a static site with feeds."""

__version__ = "0.1.0"
