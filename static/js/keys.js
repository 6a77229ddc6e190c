// The pages by keyboard: / goes to the search box, J and K to the next and the last story or statement of a list (data-hit),
// ? tells the keys. Never while something is typed; a reader may turn them off, and that is remembered.
(() => {
  "use strict";
  const help = document.getElementById("keys");
  if (!help) return;

  const remembered = () => { try { return localStorage.getItem("keys"); } catch { return null; } };
  const keep = (value) => { try { localStorage.setItem("keys", value); } catch { /* private window: for this page only */ } };
  let on = remembered() !== "off";

  const keys = {
    "/": () => { const box = document.querySelector("#search-box-form input[type=search], input[type=search]"); box?.select(); return Boolean(box); },
    "j": () => step(1),
    "k": () => step(-1),
    "?": () => { help.showModal(); return true; },
  };

  document.addEventListener("keydown", (event) => {
    if (!on || event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select, [contenteditable], dialog")) return;
    if (!Object.hasOwn(keys, event.key)) return;
    if (document.querySelector(`[data-key="${event.key}"]`)) return; // the desk has its own
    if (keys[event.key]()) event.preventDefault();
  });

  // The next hit is the first one behind the focus; while that is not on the page itself, the first one in view.
  function step(by) {
    const hits = [...document.querySelectorAll("[data-hit]")].filter((one) => one.getClientRects().length);
    const here = document.activeElement;
    const free = !here.closest("main");
    const behind = (one) => (free ? one.getBoundingClientRect().bottom > 0 : here.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING);
    const next = hits.findIndex((one) => one !== here && behind(one));
    const after = next < 0 ? hits.length : next;
    const hit = hits[by > 0 ? after : after - (here.matches("[data-hit]") ? 2 : 1)];
    if (!hit) return hits.length > 0;
    hit.focus({ preventScroll: true });
    hit.closest("article, tr")?.scrollIntoView({ block: "nearest" });
    hit.scrollIntoView({ block: "nearest" });
    return true;
  }

  for (const button of document.querySelectorAll("[data-keys]")) {
    button.hidden = false;
    button.addEventListener("click", () => help.showModal());
  }
  for (const button of help.querySelectorAll("[data-keys-off]")) {
    const words = [button.dataset.keysOff, button.textContent];
    const show = () => { button.textContent = words[Number(on)]; };
    show();
    button.addEventListener("click", () => { on = !on; keep(on ? "on" : "off"); show(); });
  }
})();
