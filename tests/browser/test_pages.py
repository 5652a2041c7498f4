"""Every kind of page of both sites, as readers meet them."""

from __future__ import annotations

from sites import Built, violations

SIZES = {"phone": {"width": 360, "height": 740}, "desktop": {"width": 1280, "height": 800}}

# Text that takes no room is hidden, but for what a reader opens (details) or only hears.
HIDDEN_TEXT = """() => {
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  const hidden = [];
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || parent.closest("script, style, noscript, template"))
      continue;
    if (!parent.checkVisibility() && !parent.closest("details:not([open])"))
      hidden.push(walker.currentNode.data.trim());
  }
  return hidden;
}"""
TOO_WIDE = """() => [...document.querySelectorAll("body *")]
  .filter((one) => one.getBoundingClientRect().right > innerWidth + 1 && !one.closest("pre, table"))
  .map((one) => `${one.tagName} ${one.className}: ${one.textContent.trim().slice(0, 60)}`)"""


def test_axe_finds_nothing(browser, built: Built, served):
    context = browser.new_context(bypass_csp=True, reduced_motion="reduce")
    page = context.new_page()
    found = []
    for kind, url in built.pages().items():
        page.goto(served + url)
        for look in ("light", "dark"):
            for name, size in SIZES.items():
                page.emulate_media(color_scheme=look)
                page.set_viewport_size(size)
                found += [f"{kind} {look} {name}: {what}" for what in violations(page)]
    context.close()

    assert found == []


def test_nothing_overflows_sideways_on_the_narrowest_phone(browser, built: Built, served):
    context = browser.new_context(viewport={"width": 320, "height": 640})
    page = context.new_page()
    wide = {}
    for kind, url in built.pages().items():
        page.goto(served + url)
        if page.evaluate("document.documentElement.scrollWidth") > 320:
            wide[kind] = (url, page.evaluate(TOO_WIDE)[:5])
    context.close()

    assert wide == {}


def test_without_javascript_all_text_is_there(browser, built: Built, served):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    hidden = {}
    for kind, url in built.pages().items():
        page.goto(served + url)
        if lost := page.evaluate(HIDDEN_TEXT):
            hidden[kind] = (url, lost[:5])
        assert page.locator("main").inner_text().strip()
    context.close()

    assert hidden == {}


def test_nothing_is_complained_of_and_nothing_leaves_the_site(
    page, complaints, built: Built, served
):
    left = set()

    def keep(route):
        if route.request.url.startswith(served):
            route.continue_()
        else:
            left.add(route.request.url)
            route.abort()

    page.route("**/*", keep)
    for url in built.pages().values():
        page.goto(served + url, wait_until="load")

    assert left == set()
    assert complaints == []


def test_what_is_served_is_what_build_wrote(page, built: Built, served):
    different = []
    lists = built.out / ".briefing-files"
    own = (path for path in built.out.rglob("*") if path.is_file() and lists not in path.parents)
    for file in sorted(own):
        path = file.relative_to(built.out).as_posix()
        body = page.request.get(f"{served}/{path}").body()
        head, script, tail = body.partition(b'<script src="/__briefing/reload.js"')
        plain = head + tail.partition(b"</script>")[2] if script else body
        if plain != file.read_bytes() or bool(script) is not path.endswith(".html"):
            different.append(path)

    assert different == []
