/* Counts what is ticked in a list and shows the bar of acts: form[data-bulk]. */
(() => {
  "use strict";
  for (const form of document.querySelectorAll("form[data-bulk]")) {
    const bar = form.querySelector("[data-bulk-bar]");
    const all = form.querySelector("[data-bulk-all]");
    const items = () => [...form.querySelectorAll("[data-bulk-item]")];

    const refresh = () => {
      const ticked = items().filter((box) => box.checked).length;
      for (const box of items()) box.closest("tr")?.classList.toggle("on", box.checked);
      for (const place of form.querySelectorAll("[data-bulk-count]")) place.textContent = ticked;
      if (bar) bar.hidden = ticked === 0;
      if (all) {
        all.checked = ticked > 0 && ticked === items().length;
        all.indeterminate = ticked > 0 && ticked < items().length;
      }
    };
    form.addEventListener("change", (event) => {
      if (event.target === all) for (const box of items()) box.checked = all.checked;
      refresh();
    });
    form.addEventListener("click", (event) => {
      if (!event.target.closest("[data-bulk-clear]")) return;
      event.preventDefault();
      for (const box of items()) box.checked = false;
      refresh();
    });
    if (all) all.closest("[hidden]")?.removeAttribute("hidden");
    refresh();
  }
})();
