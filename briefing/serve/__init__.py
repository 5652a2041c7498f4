"""The development server: the site as ``build`` writes it, kept up to date while files change."""
