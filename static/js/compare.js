// Offers names of the chosen kind while one types, in the browser's own list. Without this the fields are plain.
(() => {
  "use strict";
  const WAIT = 150; // milliseconds without a key before the archive is asked

  for (const form of document.querySelectorAll(".compare-form")) {
    for (const input of form.querySelectorAll("input[list]")) {
      let timer = 0, asked = 0;
      input.addEventListener("input", () => {
        clearTimeout(timer);
        timer = setTimeout(() => offer(form, input, ++asked, () => asked), WAIT);
      });
    }
  }

  async function offer(form, input, number, newest) {
    const text = input.value.trim().replaceAll('"', "");
    if (!text) return;
    const field = form.elements.of.selectedOptions[0].dataset.field;
    try {
      const answer = await fetch(`${form.dataset.names}?${new URLSearchParams({ q: `${field}:"${text}` })}`);
      const found = answer.ok ? (await answer.json()).completions : [];
      if (number === newest()) input.list.replaceChildren(...found.map(option));
    } catch { /* the archive cannot be reached: a name can still be typed */ }
  }

  // Where two bear one name, `detail` is the slug and is what must be sent.
  function option(one) {
    const item = document.createElement("option");
    item.value = one.detail === one.slug ? one.slug : one.name;
    item.label = one.detail ? `${one.name} (${one.detail})` : one.name;
    return item;
  }
})();
