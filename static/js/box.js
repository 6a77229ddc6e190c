// The search box offers names while one types: a combobox with a list (ARIA 1.2). Without this it is a plain field.
(() => {
  "use strict";
  const WAIT = 120; // milliseconds without a key before the archive is asked

  for (const form of document.querySelectorAll("form[data-complete]")) attach(form);

  function attach(form) {
    const input = form.querySelector("input[type=search]");
    const list = make("ul", { id: `${input.id}-list`, role: "listbox", class: "box-list", "aria-label": form.dataset.offered });
    const told = make("p", { class: "hidden-visually", role: "status" });
    let offered = [], active = -1, timer = 0, asked = 0, composing = false, stopped = new AbortController();

    list.hidden = true;
    form.append(list, told);
    for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id })) input.setAttribute(name, value);

    function close() {
      clearTimeout(timer);
      asked += 1; // whatever is on its way comes too late
      stopped.abort();
      hide();
    }

    function hide() { // what was typed meanwhile is still asked
      list.hidden = true;
      list.replaceChildren();
      offered = [];
      choose(-1);
      input.setAttribute("aria-expanded", "false");
      told.textContent = "";
    }

    function later() {
      clearTimeout(timer);
      timer = setTimeout(ask, WAIT);
    }

    async function ask() {
      const text = input.value;
      // Only the end of the text is completed: somebody who writes in its middle means something else.
      if (!text.trim() || input.selectionStart !== text.length) { close(); return; }
      const number = ++asked;
      stopped.abort();
      stopped = new AbortController();
      try {
        const answer = await fetch(`${form.dataset.complete}?${new URLSearchParams({ q: text })}`, { signal: stopped.signal });
        const found = answer.ok ? (await answer.json()).completions : [];
        if (number === asked && document.activeElement === input) show(found);
      } catch { if (number === asked) hide(); } // stopped, or the archive cannot be reached: the box still searches
    }

    function show(found) {
      if (!found.length) { hide(); return; }
      offered = found;
      list.replaceChildren(...found.map(option));
      list.hidden = false;
      choose(-1);
      input.setAttribute("aria-expanded", "true");
      told.textContent = form.dataset.some.replace("{number}", found.length);
    }

    function option(one, at) {
      const item = make("li", { id: `${list.id}-${at}`, role: "option", class: "box-option", "aria-selected": "false" });
      const name = make("span", { class: one.field === "source" ? "box-name newspaper" : "box-name" });
      name.append(...marked(one));
      item.append(name);
      if (one.detail) item.append(" ", make("span", { class: "box-detail" }, one.detail));
      item.append(" ", make("span", { class: "box-kind" }, one.kind));
      item.addEventListener("click", () => take(at));
      item.addEventListener("pointermove", () => { if (active !== at) choose(at); });
      return item;
    }

    function choose(at) {
      active = at;
      for (const [place, item] of [...list.children].entries()) item.setAttribute("aria-selected", String(place === at));
      if (at < 0) { input.removeAttribute("aria-activedescendant"); return; }
      input.setAttribute("aria-activedescendant", list.children[at].id);
      list.children[at].scrollIntoView({ block: "nearest" });
    }

    function take(at) {
      const text = `${offered[at].text} `;
      close();
      input.focus();
      input.value = text;
      input.setSelectionRange(text.length, text.length);
      input.scrollLeft = input.scrollWidth;
    }

    input.addEventListener("compositionstart", () => { composing = true; clearTimeout(timer); });
    input.addEventListener("compositionend", () => { composing = false; later(); });
    input.addEventListener("input", () => { if (!composing) later(); });
    input.addEventListener("blur", close);
    list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
    form.addEventListener("submit", close);
    input.addEventListener("keydown", (event) => {
      if (event.isComposing || composing || event.altKey || event.ctrlKey || event.metaKey) return;
      const open = !list.hidden;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        if (!open) { if (event.key === "ArrowDown") { event.preventDefault(); ask(); } return; }
        event.preventDefault();
        const places = offered.length + 1; // one more: the field itself
        choose((active + 1 + (event.key === "ArrowDown" ? 1 : places - 1)) % places - 1);
      } else if (event.key === "Enter" && open && active >= 0) {
        event.preventDefault();
        take(active);
      } else if (event.key === "Tab" && open && active >= 0 && !event.shiftKey) {
        event.preventDefault();
        take(active);
      } else if (event.key === "Escape" && open) {
        event.preventDefault(); // else the field would be emptied too
        close();
      }
    });
  }

  function marked(one) {
    const letters = Array.from(one.name), pieces = [];
    let at = 0;
    for (const [start, end] of one.spans) {
      pieces.push(letters.slice(at, start).join(""), make("mark", {}, letters.slice(start, end).join("")));
      at = end;
    }
    return [...pieces, letters.slice(at).join("")].filter((piece) => piece);
  }

  function make(name, attributes, text = "") {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.textContent = text;
    return element;
  }
})();
