// Comforts only: every page works without this file.
(() => {
  "use strict";

  const cookie = (name) =>
    document.cookie.split("; ").find((part) => part.startsWith(`${name}=`))?.slice(name.length + 1);

  // Errors are read out first.
  document.querySelector('.govuk-error-summary[role="alert"]')?.focus();

  // A form is sent once, however often its button is pressed.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || form.matches("[hx-post]")) return;
    if (form.dataset.sent) event.preventDefault();
    else form.dataset.sent = "yes";
  });
  window.addEventListener("pageshow", () =>
    document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent));

  // Parts that htmx fetches: the token with what is sent, and the new count said aloud.
  document.addEventListener("htmx:configRequest", (event) => {
    if (event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = cookie("csrftoken");
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    const said = event.detail.target.querySelector("[data-announce]");
    if (said) document.getElementById("announcer").textContent = said.textContent;
  });
})();
