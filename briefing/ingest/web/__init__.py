"""Reads saved web pages: the article, or the articles, in them."""
