"""From a request's path to an output."""

import pytest

from briefing.serve.routes import Route, content_type, may_be_page, route

OUTPUTS = frozenset(
    ["index.html", "404.html", "2025/06/02/index.html", "feed.xml", "tags/grüße/index.html"]
)


@pytest.mark.parametrize(
    ("path", "output"),
    [
        ("/", "index.html"),
        ("/index.html", "index.html"),
        ("/2025/06/02/", "2025/06/02/index.html"),
        ("/2025/06/02/index.html", "2025/06/02/index.html"),
        ("/feed.xml", "feed.xml"),
        ("/tags/gr%C3%BC%C3%9Fe/", "tags/grüße/index.html"),
    ],
)
def test_a_path_leads_to_the_output_that_a_static_host_would_send(path, output):
    assert route(path, "/", OUTPUTS) == Route(output)


@pytest.mark.parametrize(
    "path", ["/2025/", "/feed.xml/", "/../feed.xml", "/%2e%2e/feed.xml", "//feed.xml", "/x", "x"]
)
def test_what_is_no_output_is_not_found(path):
    assert route(path, "/", OUTPUTS) == Route("404.html", status=404)


def test_a_folder_without_its_slash_is_sent_on():
    assert route("/2025/06/02", "/", OUTPUTS) == Route(location="/2025/06/02/")
    assert route("/tags/gr%c3%bc%c3%9fe", "/", OUTPUTS) == Route(location="/tags/gr%C3%BC%C3%9Fe/")


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/", Route(location="/news/")),
        ("/news", Route(location="/news/")),
        ("/news/", Route("index.html")),
        ("/news/feed.xml", Route("feed.xml")),
        ("/feed.xml", Route("404.html", status=404)),
        ("/newsletter", Route("404.html", status=404)),
    ],
)
def test_a_site_below_a_path_is_served_below_it(path, expected):
    assert route(path, "/news/", OUTPUTS) == expected


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        ("x/index.html", "text/html; charset=utf-8"),
        ("feed.xml", "application/xml; charset=utf-8"),
        ("feed.json", "application/feed+json; charset=utf-8"),
        ("search/index.json", "application/json; charset=utf-8"),
        ("feeds.opml", "text/x-opml; charset=utf-8"),
        ("assets/site.css", "text/css; charset=utf-8"),
        ("assets/site.js", "text/javascript; charset=utf-8"),
        ("logo.SVG", "image/svg+xml; charset=utf-8"),
        ("robots.txt", "text/plain; charset=utf-8"),
        ("photo.jpg", "image/jpeg"),
        ("CNAME", "application/octet-stream"),
    ],
)
def test_an_output_has_the_type_that_its_name_tells(output, expected):
    assert content_type(output) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [("/", True), ("/x", True), ("/x.html", True), ("/v1.2/", True), ("/feed.xml", False)],
)
def test_what_names_no_other_type_may_be_a_page(url, expected):
    assert may_be_page(url) is expected
