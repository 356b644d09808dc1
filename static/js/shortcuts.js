/* Keys: "/" search, "n" new, "?" help, Ctrl+Enter save. Off when the person's preferences say so (WCAG 2.1.4). */
(() => {
  "use strict";
  const data = document.body.dataset;
  if (data.shortcuts !== "on") return;

  const typing = (node) => node.closest("input, textarea, select, [contenteditable]") !== null;

  const search = () => {
    const field = document.getElementById("q");
    if (field && field.offsetParent) {
      field.focus();
      field.select();
    } else if (data.search) location.assign(data.search);
  };

  const help = async () => {
    try {
      const answer = await fetch(data.help, { credentials: "same-origin" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const dialog = document.createElement("dialog");
      dialog.className = "asdialog";
      dialog.setAttribute("aria-labelledby", "shortcuts-title");
      dialog.append(...page.querySelector("[data-shortcut-list]").children);
      const close = document.createElement("button");
      close.className = "btn";
      close.textContent = page.querySelector("[data-shortcut-list]").dataset.close;
      close.addEventListener("click", () => dialog.close());
      dialog.addEventListener("close", () => dialog.remove());
      dialog.append(close);
      document.body.append(dialog);
      dialog.showModal();
    } catch {
      location.assign(data.help);
    }
  };

  /* The form one writes in, else the one the page is made for. A form answered by several buttons below it
     (approve or return) is sent without an answer, so that the page asks for one. */
  const save = (from) => {
    const pages = [...document.querySelectorAll("main form[data-dirty]")];
    const form = from.form ?? from.closest("form") ?? document.querySelector("form[data-main]") ?? (pages.length === 1 ? pages[0] : null);
    if (!form || form.getAttribute("method") !== "post") return false;
    form.requestSubmit(form.querySelector("button:not([type=button]):not([type=reset])"));
    return true;
  };

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.altKey) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      if (save(event.target)) event.preventDefault();
      return;
    }
    if (event.ctrlKey || event.metaKey || typing(event.target) || document.querySelector("dialog[open]")) return;
    if (event.key === "/") search();
    else if (event.key === "n" && data.new) location.assign(data.new);
    else if (event.key === "?" && data.help) help();
    else {
      const key = event.key.length === 1 && document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
      if (!key) return;
      key.click();
    }
    event.preventDefault();
  });
})();
