/* Django admin's own type-ahead carries no name for a screen reader: it takes that of its label, and says
   what is chosen after it. */
(() => {
  "use strict";
  const name = () => {
    for (const select of document.querySelectorAll("select.admin-autocomplete")) {
      const label = document.querySelector(`label[for="${CSS.escape(select.id)}"]`);
      const shown = select.nextElementSibling?.querySelector(".select2-selection");
      const chosen = shown?.querySelector(".select2-selection__rendered");
      if (!label || !chosen) continue;
      label.id ||= `${select.id}-label`;
      shown.setAttribute("aria-labelledby", `${label.id} ${chosen.id}`);
      chosen.setAttribute("aria-labelledby", label.id);
    }
  };
  window.addEventListener("load", () => setTimeout(name, 0));
})();
