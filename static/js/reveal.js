/* Graphic material stays hidden until it is asked for, and can be hidden again: [data-reveal]. */
(() => {
  "use strict";
  const show = (box, shown) => {
    box.classList.toggle("is-shown", shown);
    for (const media of box.querySelectorAll("[data-src]")) {
      if (shown) media.src = media.dataset.src;
      else media.removeAttribute("src");
      media.hidden = !shown;
    }
    for (const node of box.querySelectorAll("[data-reveal-ask]")) node.hidden = shown;
    for (const node of box.querySelectorAll("[data-reveal-hide]")) node.hidden = !shown;
    const next = box.querySelector(shown ? "[data-reveal-hide]" : "[data-reveal-show]");
    if (next) next.focus();
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-reveal-show], [data-reveal-hide]");
    if (!button) return;
    event.preventDefault();
    show(button.closest("[data-reveal]"), button.hasAttribute("data-reveal-show"));
  });
})();
