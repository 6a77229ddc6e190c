// The desk by keyboard. Everything here can also be done without it: keys press the page's own links and buttons,
// a selection fills the form "Add a fact", and the place in the text is kept from one question to the next.
(() => {
  "use strict";

  // Keys: data-key="a" is pressed by A. Never while something is being typed.
  const typing = (element) => element.matches("textarea, select, [contenteditable], input:not([type=radio], [type=checkbox])");
  const choose = (radio) => {
    radio.checked = true;
    const typed = radio.closest(".answer")?.querySelector("input[type=text]");
    if (typed) typed.focus(); else radio.focus({ preventScroll: true });
    if (radio.hasAttribute("data-sends")) radio.form.querySelector("[value=answer]").click();
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
    if (event.key === "Escape" && typing(event.target)) { event.target.blur(); return; }
    if (typing(event.target)) return;
    const target = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!target) return;
    event.preventDefault();
    if (target.matches("input[type=radio]")) choose(target); else target.click();
  });
  // Typing a name chooses its answer; Enter in it accepts.
  for (const typed of document.querySelectorAll(".answer input[type=text]")) {
    typed.addEventListener("input", () => { typed.closest(".answer").querySelector("input[type=radio]").checked = true; });
    typed.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      typed.form.querySelector("[value=answer]").click();
    });
  }

  // While a name is typed, the archive's names that begin so are offered besides those of the digest.
  for (const list of document.querySelectorAll("datalist[data-more]")) {
    const own = [...list.children];
    let asked = 0;
    for (const typed of document.querySelectorAll(`input[list="${list.id}"]`)) {
      typed.addEventListener("input", () => {
        clearTimeout(asked);
        if (typed.value.trim().length < 2) { list.replaceChildren(...own); return; }
        asked = setTimeout(async () => {
          const wanted = new URLSearchParams({ kind: list.dataset.kind, q: typed.value });
          const answer = await fetch(`${list.dataset.more}?${wanted}`, { headers: { Accept: "application/json" } }).catch(() => null);
          if (!answer?.ok) return;
          const known = new Set(own.map((option) => option.value));
          const more = (await answer.json()).names.filter(([name]) => !known.has(name)).map(([name, note]) => {
            const option = document.createElement("option");
            option.value = name;
            if (note) option.label = `${name} (${note})`;
            return option;
          });
          list.replaceChildren(...own, ...more);
        }, 150);
      });
    }
  }

  // The place in the text: where the reader was, then the finding under review.
  const text = document.querySelector("[data-scroll]");
  const place = `desk:${location.pathname}`;
  if (text) {
    const scrolls = () => text.scrollHeight > text.clientHeight + 1;
    const now = text.querySelector("[data-now]");
    try {
      const kept = JSON.parse(sessionStorage.getItem(place) || "null");
      if (kept && scrolls()) text.scrollTop = kept.text;
      if (kept) window.scrollTo(0, kept.page);
    } catch { /* private window: the page begins at its top */ }
    if (now && scrolls()) {
      const box = text.getBoundingClientRect();
      const mark = now.getBoundingClientRect();
      if (mark.top < box.top + 40 || mark.bottom > Math.min(box.bottom, innerHeight) - 80) {
        text.scrollTop += mark.top - box.top - box.height / 3;
      }
    }
    addEventListener("pagehide", () => {
      try { sessionStorage.setItem(place, JSON.stringify({ text: text.scrollTop, page: scrollY })); } catch { /* as above */ }
    });
  }

  // What was typed and not sent is not lost without a question.
  let unsent = false;
  document.addEventListener("input", (event) => {
    if (event.target.closest("form[method=post]") && typing(event.target)) unsent = true;
  });
  document.addEventListener("submit", () => { unsent = false; });
  addEventListener("beforeunload", (event) => { if (unsent) event.preventDefault(); });

  // Selected words go into the form "Add a fact", with the place where they stand.
  const adding = document.querySelector("[data-add-fact]");
  const changing = document.querySelector("[data-change-fact]");
  const offset = (node, at) => {
    const line = (node.nodeType === 3 ? node.parentElement : node).closest("[data-start]");
    if (!line) return null;
    const before = document.createRange();
    before.setStart(line, 0);
    before.setEnd(node, at);
    // The archive counts characters (code points), the browser counts UTF-16 units.
    return { line, at: Number(line.dataset.start) + [...before.toString()].length };
  };
  document.addEventListener("selectionchange", () => {
    const selection = document.getSelection();
    if (!(adding || changing) || !text || !selection.rangeCount || selection.isCollapsed) return;
    const range = selection.getRangeAt(0);
    if (!text.contains(range.commonAncestorContainer)) return;
    const start = offset(range.startContainer, range.startOffset);
    const words = selection.toString().trim();
    if (!start || !words) return;
    if (changing) {  // the finding that is being changed moves there
      changing.elements.words.value = words;
      changing.elements.near.value = start.at;
      unsent = true;
      return;
    }
    adding.elements.words.value = words;
    adding.elements.near.value = start.at;
    if (start.line.dataset.story) adding.elements.story.value = start.line.dataset.story;
    const shown = adding.querySelector("[data-selected]");
    shown.hidden = false;
    shown.querySelector("q").textContent = words.length > 80 ? `${words.slice(0, 80)}…` : words;
  });
})();
