// What is typed on a sheet saves by itself. What cannot be sent is kept on this device and sent when the line is back.
// Without this file each form has its button. Kept under "unsent:<person>:<address>", so that another person who signs
// in on this device neither sees nor sends it; taken away once the portal has it.
(() => {
  "use strict";

  const PAUSE = 1500; // ms without typing
  const AGAIN = 10000; // ms until what was not sent is tried again
  const forms = [...document.querySelectorAll("form[data-autosave]")];
  if (!forms.length) return;
  const mine = `unsent:${forms[0].dataset.autosave}:`;
  const states = new Map();

  const cookie = (name) =>
    document.cookie.split("; ").find((part) => part.startsWith(`${name}=`))?.slice(name.length + 1);
  const address = (form) => new URL(form.action).pathname;
  const typedIn = (form) => {
    const fields = Object.fromEntries(new FormData(form));
    delete fields.csrfmiddlewaretoken;
    return fields;
  };
  const words = ({ seen, was_agreed, ...rest }) => JSON.stringify(rest, Object.keys(rest).sort());

  const say = (form, text, kind = "", polite = true) => {
    const status = form.querySelector("[data-status]");
    status.setAttribute("aria-live", polite ? "polite" : "off");
    status.dataset.kind = kind;
    if (status.textContent !== text) status.textContent = text;
  };

  const keep = (form) => {
    try {
      localStorage.setItem(mine + address(form), JSON.stringify(typedIn(form)));
      return true;
    } catch {
      say(form, form.dataset.full, "wrong");
      return false;
    }
  };
  const kept = (key) => {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  };
  const forget = (path) => localStorage.removeItem(mine + path);

  const post = (path, fields) =>
    fetch(path, {
      method: "POST",
      headers: { Accept: "application/json", "X-CSRFToken": cookie("csrftoken") ?? "" },
      body: new URLSearchParams(fields),
      redirect: "manual",
    });

  // Errors at the fields, as the page itself writes them.
  const mark = (form, errors) => {
    form.querySelectorAll("[data-said]").forEach((said) => said.remove());
    form.querySelectorAll("[aria-invalid]").forEach((field) => field.removeAttribute("aria-invalid"));
    form.querySelectorAll(".govuk-form-group--error").forEach((g) => g.classList.remove("govuk-form-group--error"));
    form.querySelectorAll(".govuk-error-message").forEach((said) => said.remove());
    Object.entries(errors).forEach(([name, found]) => {
      const field = form.elements[name];
      const said = document.createElement("p");
      said.className = "govuk-error-message";
      said.dataset.said = "";
      said.textContent = found.join(" ");
      if (!field) return form.prepend(said);
      said.id = `${field.id}_said`;
      field.setAttribute("aria-invalid", "true");
      field.setAttribute("aria-describedby", said.id);
      field.closest(".govuk-form-group").classList.add("govuk-form-group--error");
      field.before(said);
    });
  };

  const later = (form, pause) => {
    const state = states.get(form);
    clearTimeout(state.timer);
    state.timer = setTimeout(() => send(form), pause);
  };

  // How far one is: the tab of this criterion and the line on top go on without loading the page again.
  const isDone = (form) =>
    form.elements.was_agreed ? form.elements.was_agreed.value === "yes" : form.querySelector("[data-value]").textContent !== "–";
  const count = () => {
    const tab = document.querySelector(".sa-tabs [aria-current] small");
    const all = document.querySelector("[data-done]");
    if (!tab || !all) return;
    const [before, of] = tab.textContent.split("/");
    const now = forms.filter(isDone).length;
    tab.textContent = `${now}/${of}`;
    all.textContent = String(Number(all.textContent) + now - Number(before));
  };

  const taken = (form, sent, answer) => {
    const state = states.get(form);
    let untouched = true;
    Object.entries(answer.joined).forEach(([name, value]) => {
      const field = form.elements[name];
      if (field.value === (sent[name] ?? "")) field.value = value;
      else untouched = false; // typed on meanwhile: the next save brings it together from the same beginning
    });
    if (untouched) {
      form.elements.seen.value = answer.seen;
      if (form.elements.was_agreed) form.elements.was_agreed.value = sent.agreed ? "yes" : "";
    }
    form.querySelector("[data-value]").textContent = answer.value || "–";
    count();
    mark(form, {});
    const joined = Object.keys(answer.joined);
    const now = typedIn(form);
    const isSame = words(now) === words({ ...sent, ...Object.fromEntries(joined.map((name) => [name, now[name]])) });
    if (isSame && untouched) {
      state.dirty = false;
      forget(address(form));
      say(form, `${joined.length ? form.dataset.joined : form.dataset.saved} ${answer.at}`, "ok");
    } else {
      keep(form);
      later(form, PAUSE);
    }
  };

  const send = async (form) => {
    const state = states.get(form);
    clearTimeout(state.timer);
    if (!state.dirty || state.native) return;
    if (state.sending) return later(form, PAUSE);
    const sent = typedIn(form);
    state.sending = true;
    try {
      const response = await post(form.action, sent);
      const isJson = (response.headers.get("Content-Type") ?? "").startsWith("application/json");
      const answer = isJson ? await response.json() : null;
      if (response.ok && answer) taken(form, sent, answer);
      else if (response.status === 422 && answer) {
        mark(form, answer.errors);
        say(form, form.dataset.wrong, "wrong");
      } else if (response.status === 409) {
        state.native = true;
        say(form, form.dataset.clash, "wrong");
      } else if (answer?.refused) say(form, answer.refused, "wrong");
      else if (response.type === "opaqueredirect" || response.status === 403) {
        say(form, form.dataset.signin, "wrong");
      } else throw new Error(String(response.status));
    } catch {
      say(form, form.dataset.kept, "look");
      later(form, AGAIN);
    } finally {
      state.sending = false;
    }
  };

  const typed = (form) => {
    const state = states.get(form);
    state.dirty = true;
    if (!keep(form)) return later(form, PAUSE);
    if (navigator.onLine && !state.native) say(form, form.dataset.typed, "", false);
    else if (!state.native) say(form, form.dataset.kept, "look");
    later(form, PAUSE);
  };

  // What was typed when the page was here last, and did not reach the portal.
  const restore = (form) => {
    const fields = kept(mine + address(form));
    const state = states.get(form);
    const isAnswer = form.closest("section").querySelector(".sa-clash, [aria-invalid], .govuk-error-message");
    if (isAnswer) {
      state.native = Boolean(form.closest("section").querySelector(".sa-clash"));
      keep(form); // the page shows what was refused, and it is nowhere else
      return say(form, form.dataset.typed, "look");
    }
    if (!fields) return;
    if (words(fields) === words(typedIn(form))) return forget(address(form));
    [...form.elements].forEach((field) => {
      if (!field.name || field.name === "csrfmiddlewaretoken") return;
      if (field.type === "checkbox") field.checked = fields[field.name] === field.value;
      else if (field.name in fields) field.value = fields[field.name];
    });
    state.dirty = true;
    say(form, form.dataset.kept, "look");
    send(form);
  };

  // Entries of other pages of this portal: sent from here; what is refused there is shown as a link.
  const sendOthers = async () => {
    const here = new Set(forms.map((form) => mine + address(form)));
    const others = Object.keys(localStorage).filter((key) => key.startsWith(mine) && !here.has(key));
    const left = [];
    for (const key of others) {
      const path = key.slice(mine.length);
      const fields = kept(key);
      try {
        const response = fields && (await post(path, fields));
        if (response?.ok) forget(path);
        else left.push(path);
      } catch {
        left.push(path);
      }
    }
    const box = document.querySelector("[data-unsent]");
    box.replaceChildren();
    box.hidden = !left.length;
    if (left.length) box.append(box.dataset.words);
    left.forEach((path, place) => {
      const link = document.createElement("a");
      link.href = path;
      link.textContent = String(place + 1);
      box.append(" ", link);
    });
  };

  forms.forEach((form) => {
    states.set(form, { dirty: false, sending: false, native: false, timer: 0 });
    form.addEventListener("input", () => typed(form));
    form.addEventListener("change", () => states.get(form).dirty && send(form));
    form.addEventListener("focusout", () => states.get(form).dirty && send(form));
    form.addEventListener("submit", (event) => {
      const state = states.get(form);
      if (state.native) return; // compared on a page
      event.preventDefault();
      event.stopPropagation();
      state.dirty = true;
      keep(form);
      send(form);
    });
    restore(form);
  });
  sendOthers();
  window.addEventListener("online", () => {
    forms.forEach((form) => states.get(form).dirty && send(form));
    sendOthers();
  });
  window.addEventListener("offline", () =>
    forms.forEach((form) => states.get(form).dirty && say(form, form.dataset.kept, "look")));
})();
