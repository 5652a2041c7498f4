"""Network → answers: feeds and pages, polite and guarded. Owns the network, and
``.briefing/fetch.sqlite``."""
