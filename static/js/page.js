/* First things on a page: marks that scripts run, moves the focus to the errors, copies, shows a password. */
(() => {
  "use strict";
  document.documentElement.classList.add("js");

  const setup = (root) => {
    const errors = root.querySelector("[data-error-summary]");
    if (errors) errors.focus();
    // On a phone the tabs scroll sideways: the one that is open comes into view.
    root.querySelector(".tabs [aria-current]")?.scrollIntoView({ inline: "center", block: "nearest" });
    // The summary of errors says more than the bubble of the browser, and files stay chosen when it comes.
    for (const form of root.querySelectorAll("main form[method=post]")) form.noValidate = true;
  };

  // Radios and upgraded fields: a link of the summary must end on a control, not beside it.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-error-summary] a[href^='#']");
    if (!link) return;
    const target = document.getElementById(link.hash.slice(1));
    if (!target) return;
    const control = target.matches("input, select, textarea, button") ? target : target.querySelector("input, select, textarea, button");
    if (!control) return;
    event.preventDefault();
    control.focus();
    control.scrollIntoView({ block: "center" });
  });

  document.addEventListener("change", (event) => {
    const box = event.target.closest("[data-show-password]");
    if (!box) return;
    for (const input of box.form.querySelectorAll("[autocomplete*=password]")) input.type = box.checked ? "text" : "password";
  });

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button || !navigator.clipboard) return;
    const source = document.querySelector(button.dataset.copy);
    await navigator.clipboard.writeText(source.value ?? source.textContent.trim());
    const said = button.querySelector("[data-copied]");
    if (said) said.hidden = false;
  });

  document.addEventListener("casework:swap", (event) => setup(event.target));
  setup(document);
})();
