// Keeps the page up to date: the server sends the page's state, this compares it with the state
// in which the page was sent. Nothing is lost while the server or the network is away.
(() => {
  "use strict";

  const { page, status, styles } = document.currentScript.dataset;
  const scrollKey = `briefing:scroll:${location.pathname}`;
  const dismissedKey = "briefing:dismissed";
  let shownStyles = styles;
  let source = null;
  let bar = null;

  const remember = (key, value) => {
    try {
      sessionStorage.setItem(key, value);
    } catch {
      // Storage may be switched off: only comfort is lost.
    }
  };
  const recall = (key) => {
    try {
      return sessionStorage.getItem(key);
    } catch {
      return null;
    }
  };

  // The browser keeps the scroll position over a reload, but not over an error page in between.
  const reload = () => {
    close();
    if (status === "200") remember(scrollKey, String(scrollY));
    else history.scrollRestoration = "manual";
    location.reload();
  };
  const scrollBack = () => {
    const y = recall(scrollKey);
    if (status !== "200" || y === null) return;
    sessionStorage.removeItem(scrollKey);
    scrollTo({ top: Number(y), behavior: "instant" });
    // Not before the page is left: the browser would at once restore that of the error page.
    addEventListener("pagehide", () => {
      history.scrollRestoration = "auto";
    });
  };

  const swapStyles = (mark) => {
    shownStyles = mark;
    for (const old of document.querySelectorAll('link[rel~="stylesheet"]')) {
      const url = new URL(old.href);
      if (url.origin !== location.origin || old.dataset.leaving) continue;
      url.searchParams.set("briefing", mark);
      const fresh = old.cloneNode();
      fresh.href = url.href;
      old.dataset.leaving = "yes";
      const leave = () => old.remove();
      fresh.addEventListener("load", leave);
      fresh.addEventListener("error", leave);
      old.after(fresh);
    }
  };

  const element = (name, text, className) => {
    const made = document.createElement(name);
    made.textContent = text;
    if (className) made.className = className;
    return made;
  };

  const line = ({ number, text, guilty }) =>
    element(guilty ? "mark" : "span", `${String(number).padStart(4)}  ${text}\n`);

  const notice = ({ place, message, lines }) => {
    const made = element("li", "");
    made.append(element("strong", place), element("p", message));
    if (lines.length) {
      const excerpt = element("pre", "");
      excerpt.tabIndex = 0;
      excerpt.append(...lines.map(line));
      made.append(excerpt);
    }
    return made;
  };

  const show = (notices) => {
    const what = JSON.stringify(notices);
    if (bar?.dataset.what === what) return;
    bar?.remove();
    bar = null;
    if (!notices.length || recall(dismissedKey) === what) return;
    bar = element("div", "");
    bar.id = "briefing-notices";
    bar.dataset.what = what;
    const sheet = element("link", "");
    sheet.rel = "stylesheet";
    sheet.href = "/__briefing/serve.css";
    const button = element("button", "Dismiss");
    button.type = "button";
    button.addEventListener("click", () => {
      remember(dismissedKey, what);
      bar.remove();
    });
    const box = element("section", "", "notices");
    box.setAttribute("role", "status");
    box.setAttribute("aria-label", "Messages of briefing serve");
    const list = element("ul", "");
    list.append(...notices.map(notice));
    box.append(button, list);
    bar.attachShadow({ mode: "open" }).append(sheet, box);
    document.body.append(bar);
  };

  const take = (state) => {
    const gone = state.status === 404 && status !== "404";
    if (!gone && (state.page !== page || String(state.status) !== status)) {
      reload();
      return;
    }
    if (state.styles !== shownStyles) swapStyles(state.styles);
    const left = { place: location.pathname, message: "This page no longer exists.", lines: [] };
    show(gone ? [left, ...state.notices] : state.notices);
  };

  const close = () => {
    source?.close();
    source = null;
  };
  const connect = () => {
    if (source) return;
    source = new EventSource(`/__briefing/events?page=${encodeURIComponent(location.pathname)}`);
    source.addEventListener("message", (event) => take(JSON.parse(event.data)));
    source.addEventListener("error", () => {
      if (source?.readyState !== EventSource.CLOSED) return; // it tries again by itself
      close();
      setTimeout(connect, 1000);
    });
  };

  // A browser opens only six connections to a server: tabs that nobody looks at hold none.
  document.addEventListener("visibilitychange", () => (document.hidden ? close() : connect()));
  addEventListener("pagehide", close);
  addEventListener("pageshow", connect);
  scrollBack();
  if (!document.hidden) connect();
})();
