
// Filters of the page. Without this script every change is shown.
(() => {
  "use strict";
  const MANY = 8;
  const MANY_CHANGES = 12;
  const form = document.getElementById("filters");
  const changes = [...document.querySelectorAll("article[data-wire]")];
  const bodies = [...document.querySelectorAll("article details.body")];
  const lists = [...document.querySelectorAll("article details.list")];
  const isSafe = (element) => element.closest("article").classList.contains("safe");
  for (const list of lists) {
    list.open = list.querySelectorAll("li").length <= MANY;
  }
  for (const body of bodies) {
    body.open = changes.length <= MANY_CHANGES && !isSafe(body);
  }
  let printed = [];
  addEventListener("beforeprint", () => {
    printed = [...bodies, ...lists].filter((each) => !each.open);
    for (const each of printed) {
      each.open = true;
    }
  });
  addEventListener("afterprint", () => {
    for (const each of printed) {
      each.open = false;
    }
  });
  const show = () => {
    const target = document.getElementById(location.hash.slice(1));
    if (target && target.matches("article")) {
      target.querySelector("details.body").open = true;
    }
    return target;
  };
  show();
  if (!form) {
    return;
  }

  const entries = changes.map((element) => ({
    element,
    wire: element.dataset.wire,
    python: element.dataset.python,
    sections: element.dataset.sections.split(" "),
    operations: [...element.querySelectorAll("h3, .operations li")].map((item) => item.textContent.toLowerCase()),
  }));
  const groups = [...document.querySelectorAll(".group")];

  function apply() {
    const chosen = new FormData(form);
    const wire = chosen.getAll("wire");
    const python = chosen.getAll("python");
    const section = chosen.get("section") || "";
    const words = (chosen.get("operation") || "").toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const entry of entries) {
      const fits =
        wire.includes(entry.wire) &&
        python.includes(entry.python) &&
        (!section || entry.sections.includes(section)) &&
        (!words.length || entry.operations.some((operation) => words.every((word) => operation.includes(word))));
      entry.element.hidden = !fits;
      shown += fits;
    }
    for (const group of groups) {
      const left = group.querySelectorAll("article:not([hidden])").length;
      group.hidden = !left;
      group.querySelector(".number").textContent = left;
    }
    document.getElementById("none").hidden = shown > 0;
    document.getElementById("shown").textContent = `${shown} of ${entries.length} shown`;
  }

  form.addEventListener("input", apply);
  form.addEventListener("change", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(apply));
  addEventListener("pageshow", apply);
  addEventListener("hashchange", () => {
    const target = show();
    if (target && target.hidden) {
      form.reset();
      setTimeout(() => target.scrollIntoView());
    }
  });
  for (const [name, open] of [
    ["unfold", true],
    ["fold", false],
  ]) {
    document.getElementById(name).addEventListener("click", () => {
      for (const body of bodies) {
        body.open = open;
      }
    });
  }
  form.hidden = false;
  apply();
})();
