/* Django admin's own type-ahead carries no name for a screen reader: it takes that of its label. */
(() => {
  "use strict";
  const name = () => {
    for (const select of document.querySelectorAll("select.admin-autocomplete")) {
      const label = document.querySelector(`label[for="${CSS.escape(select.id)}"]`);
      const shown = select.nextElementSibling?.querySelector(".select2-selection");
      if (label && shown) shown.setAttribute("aria-label", label.textContent.trim().replace(/:$/, ""));
    }
  };
  window.addEventListener("load", () => setTimeout(name, 0));
})();
