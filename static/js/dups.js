/* Asks for possible duplicates while one writes: [data-dups-url] beside form[data-dups-form]. */
(() => {
  "use strict";
  const panel = document.querySelector("[data-dups-url]");
  const form = document.querySelector(panel?.dataset.dupsForm ?? "form[data-draft-url]");
  if (!panel || !form) return;
  const names = (panel.dataset.dupsFields ?? "").split(/[ ,]+/).filter(Boolean);
  let timer = 0;
  let asked = null;

  const ask = async () => {
    const url = new URL(panel.dataset.dupsUrl, location.href);
    for (const [name, value] of new FormData(form)) {
      if (typeof value === "string" && value && (!names.length || names.includes(name)) && !/token/.test(name)) {
        url.searchParams.append(name, value.slice(0, 300));
      }
    }
    if (url.href === asked) return;
    asked = url.href;
    try {
      const answer = await fetch(url, { credentials: "same-origin", headers: { "X-Requested-With": "fetch" } });
      if (!answer.ok || answer.redirected) return;
      const part = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (asked === url.href) panel.replaceChildren(...part.body.childNodes);
    } catch {
      asked = null;
    }
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 700);
  };
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  if (form.querySelector("input[type=text]")?.value) later();
})();
