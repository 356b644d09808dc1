/* Asks for possible duplicates while one writes: [data-dups-url] beside form[data-dups-form].
   The words go by POST: addresses are written to logs, and what is typed here is confidential. */
(() => {
  "use strict";
  let timer = 0;
  let asked = null;

  const content = (form) => {
    const data = new FormData(form);
    for (const input of form.querySelectorAll("input[type=file]")) data.delete(input.name);
    return data;
  };

  const ask = async (form, panel) => {
    const data = content(form);
    const now = new URLSearchParams([...data].filter(([name]) => !/token/.test(name))).toString();
    if (now === asked || !form.isConnected) return;
    asked = now;
    try {
      const answer = await fetch(panel.dataset.dupsUrl, {
        method: "POST", body: data, credentials: "same-origin",
        headers: { "X-CSRFToken": form.querySelector("[name=csrfmiddlewaretoken]").value, "X-Requested-With": "fetch" },
      });
      if (!answer.ok || answer.redirected) return;
      const part = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (asked === now && !panel.contains(document.activeElement)) panel.replaceChildren(...part.body.childNodes);
    } catch {
      asked = null;
    }
  };

  const watch = (root) => {
    const panel = root.querySelector("[data-dups-url]");
    const form = panel && document.querySelector(panel.dataset.dupsForm ?? "form[data-draft-url]");
    if (!form) return;
    const later = (event) => {
      if (panel.contains(event.target)) return;
      clearTimeout(timer);
      timer = setTimeout(() => ask(form, panel), 700);
    };
    form.addEventListener("input", later);
    form.addEventListener("change", later);
  };

  document.addEventListener("casework:swap", (event) => watch(event.target));
  watch(document);
})();
