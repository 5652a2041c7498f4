"""Which pages there are, and how each becomes bytes: Jinja, Markdown, feeds."""
