/* A form that is still empty is begun at its first box, where no keyboard would jump up over it.
   Lines of a form that are not needed yet are folded; a button unfolds the next one: [data-lines], [data-add-line]. */
(() => {
  "use strict";
  const setup = (root) => {
    for (const list of root.querySelectorAll("[data-lines]")) {
      [...list.children].forEach((line, at) => { line.hidden = at >= Number(list.dataset.lines); });
    }
    for (const button of root.querySelectorAll("[data-add-line]")) {
      const list = document.querySelector(button.dataset.addLine);
      button.addEventListener("click", () => {
        const next = [...list.children].find((line) => line.hidden);
        if (!next) return;
        next.hidden = false;
        next.querySelector("input, select").focus();
        if (![...list.children].some((line) => line.hidden)) button.hidden = true;
      });
    }
  };
  document.addEventListener("casework:swap", (event) => setup(event.target));
  setup(document);
  const first = document.getElementById("id_title");
  const begun = !first || first.value || document.querySelector("[data-error-summary]");
  if (!begun && matchMedia("(pointer: fine)").matches) first.focus({ preventScroll: true });
})();
