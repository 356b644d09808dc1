/* Leaving a form with unsaved words asks first. Sending it, or a draft that holds them, does not. */
(() => {
  "use strict";
  const changed = new Set();
  let leaving = false;

  const watched = (form) => form && form.method === "post" && form.closest("main") && !form.hasAttribute("data-no-dirty");

  document.addEventListener("input", (event) => {
    if (event.isTrusted && watched(event.target.form)) changed.add(event.target.form);
  });
  document.addEventListener("submit", () => { leaving = true; });
  document.addEventListener("casework:saved", (event) => changed.delete(event.target));
  document.addEventListener("casework:stayed", () => { leaving = false; });
  window.addEventListener("casework:leaving", () => { leaving = true; });
  window.addEventListener("beforeunload", (event) => {
    const open = [...changed].filter((form) => form.isConnected);
    if (open.length && !leaving) event.preventDefault();
  });
})();
