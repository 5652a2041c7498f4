"""Pelican's settings for the benchmark: the pages and feeds that `briefing` makes, no more.

Only the extension that reads metadata is on; typography, galleries, categories, drafts and the
feeds that are not wanted are off. Caches are on.
"""

from itertools import groupby, pairwise

from pelican import signals

SITENAME = "Daily briefing"
SITEURL = "http://localhost:8000"
AUTHOR = "Nobody"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
THEME = "theme"
PATH = "content"
OUTPUT_PATH = "output"
STATIC_PATHS = []
THEME_STATIC_DIR = "assets"
PAGE_PATHS = ["pages"]
ARTICLE_EXCLUDES = ["pages"]
ARTICLE_TRANSLATION_ID = None
MENUITEMS = [("Archive", "/archive/"), ("Sources", "/sources/"), ("Topics", "/topics/")]

ARTICLE_URL = "{date:%Y}/{date:%m}/{date:%d}/{slug}/"
ARTICLE_SAVE_AS = ARTICLE_URL + "index.html"
YEAR_ARCHIVE_SAVE_AS = "{date:%Y}/index.html"
MONTH_ARCHIVE_SAVE_AS = "{date:%Y}/{date:%m}/index.html"
DAY_ARCHIVE_SAVE_AS = "{date:%Y}/{date:%m}/{date:%d}/index.html"
AUTHOR_URL = "sources/{slug}/"
AUTHOR_SAVE_AS = AUTHOR_URL + "index.html"
TAG_URL = "topics/{slug}/"
TAG_SAVE_AS = TAG_URL + "index.html"
CATEGORY_SAVE_AS = ""
DIRECT_TEMPLATES = ["index", "archives", "tags", "authors", "sitemap"]
ARCHIVES_SAVE_AS = "archive/index.html"
AUTHORS_SAVE_AS = "sources/index.html"
TAGS_SAVE_AS = "topics/index.html"
SITEMAP_SAVE_AS = "sitemap.xml"
DEFAULT_PAGINATION = False
SUMMARY_MAX_LENGTH = 30

FEED_DOMAIN = SITEURL
FEED_RSS = "feed.xml"
AUTHOR_FEED_RSS = "sources/{slug}/feed.xml"
TAG_FEED_RSS = "topics/{slug}/feed.xml"
FEED_MAX_ITEMS = 60
RSS_FEED_SUMMARY_ONLY = False
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = None

MARKDOWN = {"extensions": ["markdown.extensions.meta"], "output_format": "html5"}
CACHE_CONTENT = True
LOAD_CONTENT_CACHE = True
CHECK_MODIFIED_METHOD = "mtime"
GZIP_CACHE = False


class Neighbours:
    """Tells every template the days, and days and entries what comes before and after them."""

    @staticmethod
    def register():
        signals.article_generator_finalized.connect(Neighbours.tell)

    @staticmethod
    def tell(generator):
        articles = generator.articles  # the newest first
        told = groupby(articles, lambda article: article.date.date())
        days = {day: list(articles) for day, articles in told}
        around = [None, *days, None]
        turns = {day: (around[place + 2], around[place]) for place, day in enumerate(days)}
        for newer, older in pairwise(articles):
            newer.before, older.after = older, newer
        generator.context |= {"days": days, "turns": turns}


PLUGINS = [Neighbours]
