/* Exit now: the page goes blank at once, before the server has answered. Three times Shift does the same. */
(() => {
  "use strict";
  const form = document.querySelector("form[data-exit]");
  if (!form) return;
  let presses = [];

  const leave = () => {
    // Blank first: a slow line must not leave the page on the screen.
    document.title = "";
    for (const node of document.body.children) if (!node.contains(form)) node.hidden = true;
    form.closest("header").hidden = true;
    window.dispatchEvent(new Event("casework:leaving"));
    form.submit();
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    leave();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Shift") presses = [];
  });
  document.addEventListener("keyup", (event) => {
    if (event.key !== "Shift" || document.body.dataset.shortcuts !== "on") return;
    const now = Date.now();
    presses = presses.filter((at) => now - at < 1200);
    presses.push(now);
    if (presses.length >= 3) leave();
  });
})();
