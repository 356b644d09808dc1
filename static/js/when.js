/* Shows under a date what was understood of it: input[data-when-url]. */
(() => {
  "use strict";
  const NS = "http://www.w3.org/2000/svg";
  const shape = (name) => {
    const svg = document.createElementNS(NS, "svg");
    const use = document.createElementNS(NS, "use");
    svg.setAttribute("class", "shape");
    svg.setAttribute("aria-hidden", "true");
    use.setAttribute("href", `${document.body.dataset.icons}#s-${name}`);
    svg.append(use);
    return svg;
  };

  const watch = (input) => {
    if (input.dataset.whenReady) return;
    input.dataset.whenReady = "1";
    const box = document.createElement("div");
    box.setAttribute("role", "status");
    input.after(box);
    let timer = 0;
    let asked = "";

    const show = (said) => {
      const line = document.createElement("p");
      const words = document.createElement("span");
      const strong = document.createElement("b");
      line.className = said.error ? "understood understood--no" : "understood";
      strong.dir = "auto";
      strong.textContent = said.error ?? said.understood ?? said.words ?? "";
      words.append(strong);
      if (said.note) words.append(" ", said.note);
      line.append(shape(said.error ? "unknown" : "ok"), words);
      box.replaceChildren(line);
    };
    const ask = async () => {
      const text = input.value.trim();
      if (text === asked) return;
      asked = text;
      if (!text) return box.replaceChildren();
      const url = new URL(input.dataset.whenUrl, location.href);
      url.searchParams.set("q", text);
      try {
        const answer = await fetch(url, { headers: { Accept: "application/json" }, credentials: "same-origin" });
        const said = await answer.json();
        if (asked === text) show(said);
      } catch {
        asked = "";
        box.replaceChildren();
      }
    };
    input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(ask, 350);
    });
    input.addEventListener("blur", ask);
    // A value the server refused already carries its sentence: it is not said twice.
    if (input.getAttribute("aria-invalid") === "true") asked = input.value.trim();
    else ask();
  };

  const setup = (root) => { for (const input of root.querySelectorAll("input[data-when-url]")) watch(input); };
  document.addEventListener("casework:swap", (event) => setup(event.target));
  setup(document);
})();
