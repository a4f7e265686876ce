// The sums of a financing plan while it is typed. Without this file they are right once the form is saved.
(() => {
  "use strict";

  const form = document.querySelector("form:has([name^=amount_])");
  if (!form) return;

  // Whole numbers, their groups spaced as people type them; what is none counts as nothing.
  const whole = (field) => {
    const digits = (field?.value ?? "").replace(/\s/g, "");
    return /^\d+$/.test(digits) ? Number(digits) : null;
  };
  const written = (amount) => String(amount).replace(/\B(?=(\d{3})+$)/g, "\u00a0");
  const say = (name, words) =>
    document.querySelectorAll(`[data-sum="${name}"]`).forEach((place) => {
      if (place.textContent !== words) place.textContent = words;
    });

  const sum = () => {
    let secured = 0;
    let unsure = 0;
    form.querySelectorAll("[name^=amount_]").forEach((field) => {
      const state = form.elements[field.name.replace("amount", "state")].value;
      if (state === "secured") secured += whole(field) ?? 0;
      else unsure += whole(field) ?? 0;
    });
    const cost = whole(form.elements.total_cost);
    const people = whole(form.elements.participants);
    const together = secured + unsure;
    const toFind = Math.max((cost ?? 0) - together, 0);
    say("secured", written(secured));
    say("unsure", written(unsure));
    say("together", written(together));
    say("to-find", written(toFind));
    if (cost !== null) say("cost", written(cost));
    if (cost !== null && people) say("each", written(Math.round(cost / people)));
    document.querySelector("[data-gap]").classList.toggle("gap", toFind > 0);
    const how = cost === null ? "" : toFind ? "less" : together > cost ? "more" : "even";
    document.querySelectorAll("[data-when]").forEach((place) => (place.hidden = place.dataset.when !== how));

    const most = Math.max(cost ?? 0, together) || 1;
    let start = 0;
    const bar = document.querySelector(".plan-bar");
    bar?.querySelectorAll(":scope > rect").forEach((part) => part.remove());
    [["secured", secured], ["unsure", unsure], ["to-find", toFind]].forEach(([kind, amount]) => {
      if (!bar || !amount) return;
      const part = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      const length = (100 * amount) / most;
      Object.entries({ class: kind, x: `${start}%`, width: `${length}%`, height: "100%" }).forEach(([key, value]) =>
        part.setAttribute(key, value));
      bar.append(part);
      start += length;
    });
  };
  form.addEventListener("input", sum);
  sum(); // of what was typed before this file had come
})();
