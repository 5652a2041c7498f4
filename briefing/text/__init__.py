"""Pure functions on text: dates, HTML, slugs, words, languages."""
