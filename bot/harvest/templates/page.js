// Search and choices; without this script the page shows everything.
(() => {
  "use strict";
  const form = document.querySelector("form");
  if (!form) return;
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^\p{L}\p{N}#]+/gu, " ");
  const cards = [...document.querySelectorAll(".card")].map((card) => ({ card, text: plain(card.textContent) }));
  const parts = [...document.querySelectorAll("main > section:not(.figures)")];
  const choices = [...form.querySelectorAll("select")];
  const found = form.querySelector("[role=status]");

  function look() {
    const words = plain(form.elements.search.value).split(" ").filter(Boolean);
    let n = 0;
    for (const { card, text } of cards) {
      const fits = words.every((word) => text.includes(word))
        && choices.every((choice) => !choice.value || card.dataset[choice.name] === choice.value);
      card.hidden = !fits;
      n += fits;
    }
    for (const part of parts) part.hidden = !part.querySelector(".card:not([hidden])");
    for (const link of document.querySelectorAll("nav a")) {
      link.parentElement.hidden = document.querySelector(link.hash).hidden;
    }
    const all = !words.length && choices.every((choice) => !choice.value);
    found.textContent = all ? "" : n ? form.dataset.some.replace("{n}", n).replace("{all}", cards.length) : form.dataset.none;
  }

  form.hidden = false;
  form.addEventListener("input", look);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(look));
  look();
})();
