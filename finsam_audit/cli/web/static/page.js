"use strict";
// Files that are dropped or chosen are sent at once; whoever waits is told so. Everything works without this, too.
(() => {
  for (const form of document.querySelectorAll("form[data-working]")) {
    form.addEventListener("submit", () => {
      form.querySelector("output").textContent = form.dataset.working;
      form.querySelector("button").disabled = true;
    });
  }
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-working]")) {
      form.querySelectorAll("output").forEach((one) => { one.textContent = ""; });
      form.querySelectorAll("button").forEach((one) => { one.disabled = false; });
    }
  });

  const zone = document.querySelector(".zone");
  if (!zone) return;
  const file = zone.querySelector("input");
  const send = () => {
    const every = [...file.files];
    if (!every.length) return;
    const { limit, most } = file.form.dataset;
    if (every.length > Number(most) || every.reduce((sum, one) => sum + one.size, 0) > Number(limit)) {
      file.form.querySelector("output").textContent = file.form.dataset.large;
      file.value = "";
    } else {
      file.form.requestSubmit();
    }
  };
  file.addEventListener("change", send);
  document.addEventListener("dragover", (event) => { event.preventDefault(); zone.classList.add("over"); });
  document.addEventListener("dragleave", () => zone.classList.remove("over"));
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("over");
    if (!event.dataTransfer.files.length) return;
    file.files = event.dataTransfer.files;
    send();
  });
})();
