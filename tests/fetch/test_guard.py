"""Only public addresses are asked, whoever names them: the user, a redirect or a name server."""

from __future__ import annotations

import pytest

from briefing.fetch.addresses import Guard, shown, target_of
from briefing.fetch.client import Wish
from briefing.fetch.trouble import Kind, Trouble
from tests.fetch.conftest import NewClient
from tests.fetch.server import Reply, Server

PRIVATE = """
    127.0.0.1 127.8.9.1 10.0.0.1 172.16.0.1 172.31.255.255 192.168.1.1 169.254.169.254 0.0.0.0
    100.64.0.1 192.0.0.1 192.0.2.1 198.18.0.1 203.0.113.5
    224.0.0.1 239.1.1.1 240.0.0.1
    255.255.255.255 ::1 :: fe80::1 fe80::1%eth0 fc00::1 fd12::1 fec0::1 ff02::1 2001:db8::1
    ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:169.254.169.254 ::127.0.0.1 64:ff9b::7f00:1
    64:ff9b::10.0.0.1 64:ff9b:1::1 2002:7f00:1::1 2002:a00:1:: 2001:0:4136:e378:8000:63bf:f5ff:fffe
    100::1 4000::1""".split()
PUBLIC = "93.184.216.34 8.8.8.8 2606:2800:220:1::1 ::ffff:8.8.8.8 64:ff9b::8.8.8.8".split()


@pytest.mark.parametrize("number", PRIVATE)
def test_what_is_not_public_is_refused(number: str) -> None:
    with pytest.raises(Trouble, match=r"not public.*fetch\.allow_private"):
        Guard().check(number, 443)


@pytest.mark.parametrize("number", PUBLIC)
def test_what_is_public_is_asked_at_ports_of_web_servers(number: str) -> None:
    guard = Guard.of([], [3000])

    for port in (80, 443, 8000, 8999, 3000):
        guard.check(number, port)
    for port in (22, 25, 6379, 7999, 9000):
        with pytest.raises(Trouble, match=rf"port {port} .*fetch\.ports"):
            guard.check(number, port)


def test_a_network_that_is_allowed_is_asked_at_any_port() -> None:
    guard = Guard.of(["10.1.0.0/16", "fd00:1::/32", "127.0.0.1"], [])

    for number in ("10.1.2.3", "::ffff:10.1.2.3", "fd00:1::9", "127.0.0.1"):
        guard.check(number, 3128)
    for number in ("10.2.0.1", "fd00:2::9", "127.0.0.2", "::1"):
        with pytest.raises(Trouble):
            guard.check(number, 80)


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "[::1]", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "localhost",
     "[::ffff:127.0.0.1]", "0.0.0.0", "127.0.0.1."],
)  # fmt: skip
def test_no_way_of_writing_it_leads_home(server: Server, new_client: NewClient, host: str) -> None:
    server.scripts["/"] = Reply(200, {}, b"secret")

    with pytest.raises(Trouble) as caught:
        new_client(allow=()).get(Wish(url=server.url("/", host)))

    assert caught.value.kind in (Kind.REFUSED, Kind.UNREACHABLE)
    assert server.asked == []


@pytest.mark.parametrize(
    "place",
    ["http://10.0.0.1/", "http://169.254.169.254/latest/meta-data/", "http://[::1]/",
     "http://[::ffff:127.0.0.2]/", "http://127.0.0.2/", "//10.0.0.1/", "file:///etc/passwd",
     "ftp://example.org/", "javascript:alert(1)", "data:text/html,x", "gopher://10.0.0.1/"],
)  # fmt: skip
def test_a_redirect_leads_nowhere_else(server: Server, new_client: NewClient, place: str) -> None:
    server.scripts["/"] = Reply(302, {"Location": place})

    with pytest.raises(Trouble) as caught:
        new_client().get(Wish(url=server.url("/")))

    assert caught.value.kind is Kind.REFUSED


@pytest.mark.parametrize("answer", [["127.0.0.1"], ["93.184.216.34", "10.0.0.1"], ["::1"]])
def test_all_that_a_name_server_says_is_judged(new_client: NewClient, answer: list[str]) -> None:
    client = new_client(allow=(), resolver=lambda _host, _port: answer)

    with pytest.raises(Trouble, match="not public"):
        client.get(Wish(url="http://news.example/"))


def test_a_name_is_asked_for_once_and_that_answer_is_connected_to(
    server: Server, new_client: NewClient
) -> None:
    asked: list[tuple[str, int]] = []

    def changing(host: str, port: int) -> list[str]:
        asked.append((host, port))
        return ["127.0.0.1"] if len(asked) == 1 else ["10.0.0.1"]

    server.scripts["/"] = Reply(200, {}, b"news")
    client = new_client(resolver=changing)

    answer = client.get(Wish(url=f"http://News.example:{server.port}/"))

    assert answer.body == b"news"
    assert asked == [("news.example", server.port)]
    assert server.asked[0].headers["host"] == f"news.example:{server.port}"


def test_the_next_address_is_tried(server: Server, new_client: NewClient) -> None:
    server.scripts["/"] = Reply(200, {}, b"news")
    client = new_client(
        allow=("127.0.0.0/8",), resolver=lambda _host, _port: ["127.0.0.9", "127.0.0.1"]
    )

    assert client.get(Wish(url=server.url("/", "mill.example"))).body == b"news"


def test_names_that_lead_nowhere_are_told(new_client: NewClient) -> None:
    def fails(_host: str, _port: int) -> list[str]:
        raise OSError("no such name")

    def hangs(_host: str, _port: int) -> list[str]:
        import time

        time.sleep(2)
        return ["127.0.0.1"]

    for resolver, kind, words in (
        (fails, Kind.UNREACHABLE, "there is no host mill.example"),
        (hangs, Kind.SLOW, "the name server did not answer"),
        (lambda _host, _port: [], Kind.UNREACHABLE, "there is no host mill.example"),
    ):
        with pytest.raises(Trouble, match=words) as caught:
            new_client(resolver=resolver, connect=0.2).get(Wish(url="http://mill.example/"))
        assert caught.value.kind is kind


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "ftp://example.org/x", "example.org/feed", "", "http://", "http:///x",
     "http://exa mple.org/", "http://[::1", "http://example.org:99999/", "mailto:ann@example.org",
     "http://" + "a" * 9000, "http://example.org/" + "a" * 9000],
)  # fmt: skip
def test_what_is_no_web_address_is_refused(url: str) -> None:
    with pytest.raises(Trouble) as caught:
        target_of(url)

    assert caught.value.kind is Kind.REFUSED


def test_an_address_is_taken_apart() -> None:
    target = target_of(" HTTPS://Ann:pw@Bücher.Example:8443/ä b?q=1&r=ü#part ")

    assert target.url == "https://xn--bcher-kva.example:8443/%C3%A4%20b?q=1&r=%C3%BC"
    assert target.origin == ("https", "xn--bcher-kva.example", 8443)
    assert target.credentials == "Basic QW5uOnB3"
    assert target_of("http://[2001:DB8::1]").url == "http://[2001:db8::1]/"
    assert target_of("http://example.org:80?x").url == "http://example.org/?x"


def test_no_password_is_shown() -> None:
    assert shown("https://ann:pw@example.org/a@b") == "https://example.org/a@b"
    assert shown("https://example.org/a@b") == "https://example.org/a@b"
    assert shown("nonsense") == "nonsense"
