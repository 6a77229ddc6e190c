// Small comforts of the reader's pages. Everything works without them.
(() => {
  "use strict";
  for (const button of document.querySelectorAll("[data-hide-marks]")) {
    const text = document.getElementById(button.getAttribute("aria-controls"));
    const words = [button.textContent, button.dataset.hideMarks];
    button.hidden = false;
    button.addEventListener("click", () => {
      const hidden = text.classList.toggle("marks-hidden");
      button.setAttribute("aria-pressed", String(hidden));
      button.textContent = words[Number(hidden)];
    });
  }
  for (const button of document.querySelectorAll("[data-copy]")) {
    if (!navigator.clipboard) continue;
    const done = button.dataset.copied, source = document.getElementById(button.dataset.copy);
    button.hidden = false;
    button.addEventListener("click", async () => {
      // The lines of preformatted text mean something; elsewhere they are only the page's own.
      const words = source.textContent;
      await navigator.clipboard.writeText(source.tagName === "PRE" ? words : words.replace(/\s+/g, " ").trim());
      button.textContent = done;
    });
  }
})();
