/* Type-ahead over data-combo-url (ARIA 1.2 combobox with a listbox). Upgrades
   - a <select>, single or multiple: what is chosen stays in the select, so the form is sent as before;
   - a text <input>: the value goes to the input named by data-combo-value, if there is one.
   The address answers ?q= with [{value, label, sub, tag}]. */
(() => {
  "use strict";
  const words = document.getElementById("words")?.dataset ?? {};
  let serial = 0;

  const make = (tag, css, text) => {
    const node = document.createElement(tag);
    if (css) node.className = css;
    if (text) node.textContent = text;
    return node;
  };

  /* What is chosen lives in one of two places; both offer the same four acts. */
  const selectStore = (select) => ({
    many: select.multiple,
    chosen: () => [...select.selectedOptions].filter((option) => option.value).map((option) => ({ value: option.value, label: option.textContent.trim() })),
    add(item) {
      if (!select.multiple) for (const option of select.options) option.selected = false;
      let option = [...select.options].find((one) => one.value === String(item.value));
      if (!option) {
        option = new Option(item.label, item.value);
        select.add(option);
      }
      option.selected = true;
      select.dispatchEvent(new Event("change", { bubbles: true }));
    },
    remove(value) {
      for (const option of select.options) if (option.value === value) option.selected = false;
      if (!select.multiple && select.querySelector("option[value='']")) select.value = "";
      select.dispatchEvent(new Event("change", { bubbles: true }));
    },
  });
  const inputStore = (input) => {
    const hidden = input.dataset.comboValue ? document.querySelector(input.dataset.comboValue) : null;
    return {
      many: false,
      free: true,
      chosen: () => [],
      add(item) {
        input.value = item.label;
        if (hidden) {
          hidden.value = item.value;
          hidden.dispatchEvent(new Event("change", { bubbles: true }));
        }
        input.dispatchEvent(new Event("change", { bubbles: true }));
      },
      remove() {
        if (hidden && hidden.value) {
          hidden.value = "";
          hidden.dispatchEvent(new Event("change", { bubbles: true }));
        }
      },
    };
  };

  const optionRow = (item, id, query) => {
    const row = make("li");
    row.id = id;
    row.setAttribute("role", "option");
    row.setAttribute("aria-selected", "false");
    const name = make("span");
    name.dir = "auto";
    const at = query ? item.label.toLowerCase().indexOf(query.toLowerCase()) : -1;
    if (at >= 0) name.append(item.label.slice(0, at), make("mark", "", item.label.slice(at, at + query.length)), item.label.slice(at + query.length));
    else name.textContent = item.label;
    row.append(name);
    if (item.sub) {
      const sub = make("small", "", item.sub);
      sub.dir = "auto";
      row.append(sub);
    }
    if (item.tag) row.append(make("span", "tag", item.tag));
    return row;
  };

  const upgrade = (source) => {
    if (source.dataset.comboReady) return;
    source.dataset.comboReady = "1";
    const n = ++serial;
    const isSelect = source.tagName === "SELECT";
    const store = isSelect ? selectStore(source) : inputStore(source);
    const input = isSelect ? make("input", store.many ? "" : "input") : source;
    const list = make("ul", "listbox");
    const status = make("span", "sr");
    const box = make("div", "combo");
    let items = [];
    let active = -1;
    let timer = 0;
    let asked = 0;

    list.id = `combo-${n}`;
    list.hidden = true;
    list.setAttribute("role", "listbox");
    status.setAttribute("role", "status");
    for (const [name, value] of [["role", "combobox"], ["aria-expanded", "false"], ["aria-controls", list.id], ["aria-autocomplete", "list"], ["autocomplete", "off"]]) input.setAttribute(name, value);

    if (isSelect) {
      input.type = "text";
      input.dir = "auto";
      input.placeholder = source.dataset.comboPlaceholder ?? words.type ?? "";
      for (const name of ["aria-describedby", "aria-invalid", "aria-label"]) if (source.hasAttribute(name)) input.setAttribute(name, source.getAttribute(name));
      // Labels and links of the error summary point to the id: it moves to the visible control.
      input.id = source.id;
      source.id = `${source.id}_value`;
      source.hidden = true;
      source.required = false;
      const frame = source.closest(".select");
      (frame ?? source).before(box);
      box.append(input);
      if (frame) {
        frame.after(source);
        frame.remove();
      }
    } else {
      source.before(box);
      box.append(input);
    }
    const label = document.querySelector(`label[for="${CSS.escape(input.id)}"]`);
    list.setAttribute("aria-label", label?.firstChild?.textContent.trim() ?? input.getAttribute("aria-label") ?? "");
    box.append(list, status);

    const chips = store.many ? make("div", "pick") : null;
    if (chips) {
      input.before(chips);
      chips.append(input);
    }
    const drawChips = () => {
      for (const chip of chips.querySelectorAll(".chip")) chip.remove();
      for (const item of store.chosen()) {
        const chip = make("span", "chip chip--on");
        const text = make("span", "", item.label);
        text.dir = "auto";
        const cross = make("button", "chip__x", "×");
        cross.type = "button";
        cross.setAttribute("aria-label", `${words.remove ?? "Remove"} ${item.label}`);
        cross.addEventListener("click", () => {
          store.remove(item.value);
          drawChips();
          input.focus();
        });
        chip.append(text, cross);
        input.before(chip);
      }
    };
    const settle = () => {
      if (chips) {
        drawChips();
        input.value = "";
      } else if (!store.free) input.value = store.chosen()[0]?.label ?? "";
    };

    const close = () => {
      list.hidden = true;
      active = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };
    // Nothing is active until an arrow key says so: what is typed is never taken for the first row.
    const step = (by) => {
      if (active < 0) mark(by > 0 ? 0 : items.length - 1);
      else mark((active + by + items.length) % items.length);
    };
    const unsettled = () => isSelect && input.value.trim() !== (store.many ? "" : store.chosen()[0]?.label ?? "");
    const mark = (index) => {
      active = index;
      [...list.querySelectorAll("[role=option]")].forEach((row, i) => row.setAttribute("aria-selected", String(i === index)));
      const row = list.querySelectorAll("[role=option]")[index];
      if (row) {
        input.setAttribute("aria-activedescendant", row.id);
        row.scrollIntoView({ block: "nearest" });
      } else input.removeAttribute("aria-activedescendant");
    };
    const choose = (item) => {
      store.add(item);
      close();
      settle();
      status.textContent = item.label;
    };
    const show = (found, query) => {
      const taken = new Set(store.many ? store.chosen().map((item) => item.value) : []);
      items = found.filter((item) => !taken.has(String(item.value)));
      list.replaceChildren(...items.map((item, i) => optionRow(item, `combo-${n}-${i}`, query)));
      if (!items.length) {
        const none = make("li", "none", words.none ?? "Nothing found");
        list.append(none);
      }
      mark(-1);
      list.hidden = false;
      list.scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-expanded", "true");
      status.textContent = items.length ? `${items.length}` : words.none ?? "";
    };
    const ask = async () => {
      const turn = ++asked;
      const url = new URL(source.dataset.comboUrl, location.href);
      url.searchParams.set("q", input.value.trim());
      try {
        const answer = await fetch(url, { headers: { Accept: "application/json" }, credentials: "same-origin" });
        const said = await answer.json();
        if (turn === asked && document.activeElement === input) show(said.results ?? said, input.value.trim());
      } catch {
        close();
      }
    };

    input.addEventListener("input", () => {
      if (store.free) store.remove();
      mark(-1);
      clearTimeout(timer);
      if (input.value.trim().length >= Number(source.dataset.comboMin ?? 1)) timer = setTimeout(ask, 180);
      else {
        asked++;
        close();
      }
    });
    input.addEventListener("keydown", (event) => {
      const open = !list.hidden;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (!open) ask();
        else if (items.length) step(event.key === "ArrowDown" ? 1 : -1);
      } else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) {
        if (open || unsettled()) event.preventDefault();
        if (open && active >= 0) choose(items[active]);
        else if (open && store.free) close();
      } else if (event.key === "Escape" && open) {
        event.stopPropagation();
        close();
      } else if (event.key === "Backspace" && chips && !input.value && store.chosen().length) {
        store.remove(store.chosen().at(-1).value);
        drawChips();
      }
    });
    input.addEventListener("blur", () => {
      asked++;
      if (isSelect && !store.many && !input.value.trim() && store.chosen().length) store.remove(store.chosen()[0].value);
      close();
      settle();
    });
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const row = event.target.closest("[role=option]");
      if (row) choose(items[[...list.querySelectorAll("[role=option]")].indexOf(row)]);
    });
    chips?.addEventListener("click", (event) => { if (event.target === chips) input.focus(); });
    settle();
  };

  const setup = (root) => { for (const source of root.querySelectorAll("[data-combo-url]")) upgrade(source); };
  document.addEventListener("casework:swap", (event) => setup(event.target));
  setup(document);
})();
