/* Asks for possible duplicates while one writes: [data-dups-url], with data-dups-form naming the form.
   Sent by POST: what is compared is confidential, and addresses are written to logs. */
(() => {
  "use strict";
  const content = (form) => {
    const data = new FormData(form);
    for (const input of form.querySelectorAll("input[type=file]")) data.delete(input.name);
    return data;
  };
  const text = (data) => new URLSearchParams([...data].filter(([name]) => !/token/.test(name))).toString();

  const watch = (panel) => {
    const form = document.querySelector(panel.dataset.dupsForm);
    if (!form || panel.dataset.dupsReady) return;
    panel.dataset.dupsReady = "1";
    let timer = 0;
    let asked = text(content(form));

    const ask = async () => {
      const data = content(form);
      const now = text(data);
      if (now === asked || !panel.isConnected) return;
      asked = now;
      try {
        const answer = await fetch(panel.dataset.dupsUrl, { method: "POST", body: data, credentials: "same-origin" });
        if (!answer.ok || answer.redirected) return;
        const part = new DOMParser().parseFromString(await answer.text(), "text/html");
        if (asked !== now || panel.contains(document.activeElement)) return;
        // The line above the form says how many there are: on a phone the panel lies far below it.
        const line = part.querySelector("[data-dups-head]");
        if (line) document.querySelector("[data-dups-line]")?.replaceChildren(...line.childNodes);
        panel.replaceChildren(...part.body.childNodes);
      } catch {
        asked = null;
      }
    };
    const later = (event) => {
      if (panel.contains(event.target)) return;
      clearTimeout(timer);
      timer = setTimeout(ask, 700);
    };
    form.addEventListener("input", later);
    form.addEventListener("change", later);
  };

  const setup = (root) => { for (const panel of root.querySelectorAll("[data-dups-url]")) watch(panel); };
  document.addEventListener("casework:swap", (event) => setup(event.target));
  setup(document);
})();
