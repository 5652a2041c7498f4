"""What a page tells about its article: headline, authors, dates, publisher and the like."""
