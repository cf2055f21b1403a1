
// Filters of the page. Without this script every change is shown.
(() => {
  "use strict";
  const MANY = 8;
  const form = document.getElementById("filters");
  const lists = [...document.querySelectorAll("article details:not(.accept)")].filter((list) => list.querySelectorAll("li").length > MANY);
  for (const list of lists) {
    list.open = false;
  }
  let printed = [];
  addEventListener("beforeprint", () => {
    printed = lists.filter((list) => !list.open);
    for (const list of printed) {
      list.open = true;
    }
  });
  addEventListener("afterprint", () => {
    for (const list of printed) {
      list.open = false;
    }
  });
  if (!form) {
    return;
  }

  const entries = [...document.querySelectorAll("article[data-wire]")].map((element) => ({
    element,
    wire: element.dataset.wire,
    python: element.dataset.python,
    sections: element.dataset.sections.split(" "),
    operations: [...element.querySelectorAll(".operations li")].map((item) => item.textContent.toLowerCase()),
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
    const target = document.getElementById(location.hash.slice(1));
    if (target && target.hidden) {
      form.reset();
      setTimeout(() => target.scrollIntoView());
    }
  });
  form.hidden = false;
  apply();
})();
