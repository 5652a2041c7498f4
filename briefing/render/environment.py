"""The sandbox that templates run in: context, functions and filters.

Context: ``page`` and ``site`` (:mod:`briefing.render.pages`). Functions:

- ``asset('style.css')``: address of a file in the theme's ``assets/`` with its content's hash, so
  that it may be cached for ever; a name that no theme has is an error with its line.
- ``url('archive/')``: root-relative address with the base path; ``absolute('…')`` with the host.
- ``t('key', count=3)``: a text of the interface in the site's language, from
  ``i18n/<language>.toml`` of the theme (``key = "… {count} …"``; ``key_one`` is taken when
  *count* is 1); English where the language lacks it.

Filters: ``markdown`` (a ``body`` → safe HTML); ``date_long`` (Monday, 2 June 2025), ``date_short``
(2 June 2025), ``date_day`` (2 June), ``month`` (June 2025), ``month_name`` (June), ``weekday``
(Monday), ``time`` (11:34), ``iso`` (for ``datetime`` attributes); all of jinja's own.
"""
