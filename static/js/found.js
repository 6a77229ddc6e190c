// What is found is replaced in place. On a page with <div id="found" hx-history-elt> every link and every form that leads to
// the page itself brings a new #found out of the whole page that the server sends anyway; htmx asks, chooses and keeps the
// history. Without this they are plain links and forms, and so they are again when an answer does not come.
(() => {
  "use strict";
  const found = () => document.getElementById("found");
  if (!found() || !window.htmx) return;

  const told = Object.assign(document.createElement("p"), { className: "hidden-visually" });
  told.setAttribute("role", "status");
  document.body.append(told);

  let asked = null; // the address on its way, what was pressed for it, and afterwards where the reader was

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    ask(event, new URL(link.getAttribute("href"), location.href), link);
  });

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "get") return;
    const url = new URL(form.getAttribute("action") || location.pathname, location.href);
    const filled = [...new FormData(form, event.submitter)].filter(([, value]) => value !== "");
    url.search = new URLSearchParams(filled);
    ask(event, url, form);
  });

  function ask(event, url, pressed) {
    if (event.defaultPrevented) return;
    if (url.origin !== location.origin || url.pathname !== location.pathname) { forget(); return; } // the reader goes
    if (url.search === location.search) return; // a place on this page, or the same page once more
    if (url.searchParams.has("format") || pressed.matches("[download], [target]")) return; // a file, not a page
    event.preventDefault();
    asked = { url, pressed, turns: pressed.matches("[rel=next], [rel=prev]") };
    found().classList.add("is-waiting");
    pressed.addEventListener("htmx:beforeOnLoad", (loaded) => {
      if (asked?.url !== url) loaded.preventDefault(); // comes too late: something else was asked meanwhile
    }, { once: true });
    htmx.ajax("GET", url.pathname + url.search, { source: pressed, target: "#found", select: "#found", swap: "outerHTML", push: "true" }).catch(() => {});
  }

  // The address says it all: htmx need not add a form's fields to it.
  document.addEventListener("htmx:configRequest", (event) => { event.detail.parameters = {}; });

  // What is still on its way comes too late.
  function forget() {
    asked = null;
    found().classList.remove("is-waiting");
  }

  function leave() { if (asked) location.assign(asked.url); }

  document.addEventListener("htmx:beforeSwap", (event) => {
    const answer = event.detail;
    answer.shouldSwap = /\sid="found"/.test(answer.serverResponse);
    answer.isError = false; // a page that says what went wrong is an answer too
    if (!answer.shouldSwap) { leave(); return; }
    const active = document.activeElement;
    const inside = found().contains(active);
    asked.held = [];
    for (let one = inside ? active : asked.pressed; one && one !== found(); one = one.parentElement) {
      asked.held.push({ id: one.id, top: one.getBoundingClientRect().top });
    }
    asked.focused = inside || asked.pressed.contains(active);
    asked.open = [...found().querySelectorAll("details[id][open]")].map((one) => one.id);
    asked.within = place(asked.url.hash)?.contains(asked.pressed);
  });
  for (const failure of ["htmx:sendError", "htmx:timeout"]) document.addEventListener(failure, leave);

  document.addEventListener("htmx:afterSwap", () => {
    if (!asked) return;
    const says = found().querySelector("[data-says]");
    for (const id of asked.open) { const one = document.getElementById(id); if (one) one.open = true; }
    if (asked.url.hash) history.replaceState(history.state, "", asked.url);
    // What the reader was at, or the nearest around it that is still there, stays where it was.
    const still = asked.held.find(({ id }) => id && found().contains(document.getElementById(id)));
    if (asked.turns || (asked.url.hash && !asked.within)) {
      const begin = place(asked.url.hash) || found().querySelector("[data-list]") || found();
      begin.scrollIntoView({ block: "start" });
      focus(begin);
    } else if (still) {
      const one = document.getElementById(still.id);
      if (asked.focused) focus(still === asked.held[0] ? one : one.querySelector("a[href]") || one);
      scrollBy({ top: one.getBoundingClientRect().top - still.top, behavior: "instant" });
    } else {
      const head = says || found();
      if (asked.focused) focus(head);
      head.scrollIntoView({ block: "nearest" });
    }
    asked = null;
    told.textContent = says ? says.textContent.replace(/\s+/g, " ").trim() : "";
    box();
  });

  // Back and forward: htmx shows what was there.
  addEventListener("popstate", forget);
  document.addEventListener("htmx:historyRestore", box);

  function place(hash) { return hash ? document.getElementById(hash.slice(1)) : null; }

  function focus(element) {
    if (!element.matches("a[href], button, input, select, textarea, summary")) element.tabIndex = -1;
    element.focus({ preventScroll: true });
  }

  // The search box stands outside of what is replaced: it says what is asked now, unless somebody writes in it.
  function box() {
    const input = document.querySelector("#search-box-form input[name=q]");
    if (!input || input === document.activeElement || new URL(input.form.action).pathname !== location.pathname) return;
    input.value = new URLSearchParams(location.search).get("q") || "";
  }
})();
