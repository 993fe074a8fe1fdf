"use strict";
// A figure shows the controls it takes part in: while it is pointed at, and for as long as it is chosen.
(() => {
  const panel = document.getElementById("panel");
  const [head, list, close] = ["h2", "ul", "button"].map((name) => panel.querySelector(name));
  const figures = [...document.querySelectorAll("a.f")];
  let chosen = null;

  const clear = () => figures.forEach((figure) => figure.classList.remove("kin", "chosen"));

  const show = (figure) => {
    head.textContent = figure.getAttribute("aria-label");
    const ids = figure.dataset.c.split(" ").filter(Boolean);
    list.replaceChildren(...ids.map((id) => {
      const control = document.getElementById(id).cloneNode(true);
      control.removeAttribute("id");
      return control;
    }));
    panel.hidden = false;
  };

  const hide = () => {
    if (!chosen) panel.hidden = true;
  };

  const choose = (figure) => {
    clear();
    const before = chosen;
    chosen = figure;
    panel.classList.toggle("pinned", Boolean(figure));
    if (!figure) {
      hide();
      if (before) before.focus({ preventScroll: true });
      return;
    }
    show(figure);
    figure.classList.add("chosen");
    const own = figure.dataset.c.split(" ").filter(Boolean);
    figures.filter((other) => other !== figure && other.dataset.c.split(" ").some((id) => own.includes(id)))
      .forEach((other) => other.classList.add("kin"));
  };

  figures.forEach((figure) => {
    figure.removeAttribute("title");
    for (const enter of ["mouseenter", "focus"]) figure.addEventListener(enter, () => chosen || show(figure));
    for (const leave of ["mouseleave", "blur"]) figure.addEventListener(leave, hide);
    figure.addEventListener("click", (event) => {
      event.preventDefault();
      choose(chosen === figure ? null : figure);
    });
  });
  close.addEventListener("click", () => choose(null));
  document.addEventListener("keydown", (event) => event.key === "Escape" && choose(null));
})();
