/* Files: shows what was chosen, takes them by drop, and sends the form with a bar per file.
   Without this script the same form is sent in the plain way. */
(() => {
  "use strict";
  const words = document.getElementById("words")?.dataset ?? {};
  const size = (bytes) => {
    const unit = bytes < 1e6 ? "kilobyte" : bytes < 1e9 ? "megabyte" : "gigabyte";
    const by = { kilobyte: 1e3, megabyte: 1e6, gigabyte: 1e9 }[unit];
    return new Intl.NumberFormat(document.documentElement.lang + "-u-nu-latn", { style: "unit", unit, maximumFractionDigits: 1 }).format(bytes / by);
  };
  const make = (tag, css, text) => {
    const node = document.createElement(tag);
    if (css) node.className = css;
    if (text) node.textContent = text;
    return node;
  };
  const put = (input, files) => {
    const box = new DataTransfer();
    for (const file of files) box.items.add(file);
    input.files = box.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  };

  const listFiles = (input, list) => {
    list.replaceChildren(...[...input.files].map((file) => {
      const row = make("li", "upload");
      const name = make("span");
      const bdi = make("bdi", "name", file.name);
      name.append(bdi, " ", make("span", "muted", size(file.size)));
      const acts = make("span", "acts");
      const remove = make("button", "btn btn--small", words.remove ?? "Remove");
      remove.type = "button";
      remove.append(make("span", "sr", ` ${file.name}`));
      remove.addEventListener("click", () => {
        put(input, [...input.files].filter((one) => one !== file));
        input.focus();
      });
      acts.append(remove);
      const said = make("span", "small muted");
      said.setAttribute("role", "status");
      const bar = make("progress");
      bar.max = Math.max(file.size, 1);
      bar.value = 0;
      bar.hidden = true;
      bar.setAttribute("aria-label", file.name);
      row.append(name, acts, said, bar);
      return row;
    }));
    list.hidden = input.files.length === 0;
  };

  const watchDrop = (zone) => {
    const input = zone.querySelector("input[type=file]");
    const list = zone.parentElement.querySelector("[data-drop-list]");
    if (!input || zone.dataset.ready) return;
    zone.dataset.ready = "1";
    zone.querySelector(".drop__hint")?.removeAttribute("hidden");
    if (list) input.addEventListener("change", () => listFiles(input, list));
    for (const kind of ["dragenter", "dragover"]) {
      zone.addEventListener(kind, (event) => {
        event.preventDefault();
        zone.classList.add("drop--over");
      });
    }
    for (const kind of ["dragleave", "drop"]) zone.addEventListener(kind, () => zone.classList.remove("drop--over"));
    zone.addEventListener("drop", (event) => {
      event.preventDefault();
      const found = [...event.dataTransfer.files];
      put(input, input.multiple ? [...input.files, ...found] : found.slice(0, 1));
    });
    if (list && input.files.length) listFiles(input, list);
  };

  const progress = (form, loaded) => {
    // One request carries all files in order, so the bytes sent tell how far each of them is.
    let before = 0;
    for (const row of form.querySelectorAll("[data-drop-list] > li.upload")) {
      const bar = row.querySelector("progress");
      const here = Math.min(Math.max(loaded - before, 0), bar.max);
      before += bar.max;
      bar.hidden = false;
      bar.value = here;
      const done = here >= bar.max;
      row.querySelector("[role=status]").textContent = done ? words.sent ?? "Sent" : `${words.sending ?? "Sending"} ${Math.floor((100 * here) / bar.max)} %`;
      row.querySelector(".acts").hidden = true;
    }
  };
  const settle = (form, message) => {
    for (const button of form.querySelectorAll("button")) button.disabled = false;
    for (const row of form.querySelectorAll("[data-drop-list] > li.upload")) {
      row.querySelector("progress").hidden = true;
      row.querySelector(".acts").hidden = false;
      row.querySelector("[role=status]").textContent = message;
    }
    form.dispatchEvent(new Event("casework:stayed", { bubbles: true }));
  };

  const swap = (html, form) => {
    const kept = [...form.querySelectorAll("input[type=file]")].map((input) => [input.name, input.files]);
    const page = new DOMParser().parseFromString(html, "text/html");
    const main = page.querySelector("main");
    if (!main) return false;
    const here = document.querySelector("main");
    here.replaceWith(document.adoptNode(main));
    main.dispatchEvent(new Event("casework:swap", { bubbles: true }));
    for (const [name, files] of kept) {
      const input = main.querySelector(`input[type=file][name="${CSS.escape(name)}"]`);
      if (input && files.length && !("kept" in input.dataset)) put(input, files);
    }
    return true;
  };

  const send = (form, submitter) => {
    const request = new XMLHttpRequest();
    const data = new FormData(form);
    if (submitter?.name) data.append(submitter.name, submitter.value);
    request.open("POST", form.action);
    request.setRequestHeader("X-Sent-By", "script");
    request.upload.addEventListener("progress", (event) => progress(form, event.loaded));
    request.addEventListener("load", () => {
      const kind = request.getResponseHeader("content-type") ?? "";
      if (request.status < 300 && kind.includes("json")) return location.assign(JSON.parse(request.responseText).location);
      form.dispatchEvent(new Event("casework:stayed", { bubbles: true }));
      if (!kind.includes("html") || !swap(request.responseText, form)) settle(form, words.failed ?? "");
    });
    request.addEventListener("error", () => settle(form, words.lost ?? "The connection was lost. Send again."));
    for (const button of form.querySelectorAll("button")) button.disabled = true;
    request.send(data);
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.enctype !== "multipart/form-data") return;
    const files = [...form.querySelectorAll("input[type=file]")].some((input) => input.files.length);
    if (!files || event.submitter?.formNoValidate) return;
    event.preventDefault();
    send(form, event.submitter);
  });

  const setup = (root) => { for (const zone of root.querySelectorAll("[data-drop]")) watchDrop(zone); };
  document.addEventListener("casework:swap", (event) => setup(event.target));
  setup(document);
})();
