"""Documents of office programs: Word, OpenDocument, PDF."""
