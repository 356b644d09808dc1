/* Saves what is typed to the server every ten seconds and on leaving a field: form[data-draft-url]. */
(() => {
  "use strict";
  const words = document.getElementById("words")?.dataset ?? {};
  const EVERY = 10000;

  const content = (form) => {
    const data = new FormData(form);
    for (const input of form.querySelectorAll("input[type=file], input[type=password]")) data.delete(input.name);
    return data;
  };
  const text = (data) => new URLSearchParams([...data].filter(([name]) => !/token/.test(name))).toString();
  const clock = () => new Date().toLocaleTimeString(document.documentElement.lang + "-u-nu-latn", { hour: "2-digit", minute: "2-digit", hour12: false });

  const watch = (form) => {
    const status = document.querySelector("[data-draft-status]");
    let last = text(content(form));
    let busy = false;
    let sent = false;

    const say = (message, bad) => {
      if (!status) return;
      status.textContent = message;
      status.classList.toggle("understood--no", Boolean(bad));
    };
    const save = async () => {
      const data = content(form);
      const now = text(data);
      if (busy || sent || now === last || !form.isConnected) return;
      busy = true;
      try {
        const answer = await fetch(form.dataset.draftUrl, {
          method: "POST", body: data, credentials: "same-origin", keepalive: now.length < 60000,
          headers: { "X-CSRFToken": form.querySelector("[name=csrfmiddlewaretoken]").value, Accept: "application/json" },
        });
        if (answer.redirected) throw new Error("signed out");
        const said = answer.headers.get("content-type")?.includes("json") ? await answer.json() : {};
        if (!answer.ok) return say(said.error ?? words.notSaved ?? "", true);
        last = now;
        // Whoever has to sign in again comes back to this address, and so to the draft.
        if (said.draft && location.pathname === new URL(form.action).pathname) history.replaceState(null, "", `?draft=${said.draft}`);
        say(`${words.saved ?? "Draft saved"} ${said.saved ?? clock()}`);
        form.dispatchEvent(new Event("casework:saved", { bubbles: true }));
      } catch {
        say(words.notSaved ?? "Not saved", true);
      } finally {
        busy = false;
      }
    };
    const clockwork = setInterval(() => (form.isConnected ? save() : clearInterval(clockwork)), EVERY);
    form.addEventListener("focusout", save);
    form.addEventListener("change", save);
    form.addEventListener("submit", () => { sent = true; });
    form.addEventListener("casework:stayed", () => { sent = false; });
    form.addEventListener("casework:stayed", () => { sent = false; });
    document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") save(); });
  };

  const setup = (root) => { for (const form of root.querySelectorAll("form[data-draft-url]")) watch(form); };
  document.addEventListener("casework:swap", (event) => setup(event.target));
  setup(document);
})();
