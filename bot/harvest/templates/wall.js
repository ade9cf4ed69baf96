// Asks what is on the wall, lets new texts slide in, and makes the letters as large as the screen allows.
(() => {
  "use strict";
  const EVERY = 2000; // milliseconds
  const wall = document.getElementById("wall");
  const away = document.getElementById("away");
  let tag = "";

  function fit() {
    const main = wall.querySelector("main"), cards = [...wall.querySelectorAll(".card")], more = wall.querySelector(".more");
    if (!main || matchMedia("(max-width: 40rem)").matches) return;
    const fits = () => main.scrollHeight <= main.clientHeight && main.scrollWidth <= main.clientWidth;
    for (const card of cards) card.hidden = false;
    more.textContent = "";
    for (let size = 60; size >= 22; size -= 2) { // tenths of a hundredth of the screen's shorter side
      main.style.fontSize = `${size / 10}vmin`;
      if (fits()) return;
    }
    for (let n = 1; n < cards.length && !fits(); n += 1) { // with still smaller letters nobody reads any of it
      cards[cards.length - n].hidden = true;
      more.textContent = more.dataset.words.replace("{n}", n);
    }
  }

  function show(html) {
    const known = new Set([...wall.querySelectorAll(".card")].map((card) => card.id));
    const fresh = new DOMParser().parseFromString(html, "text/html").body;
    for (const card of fresh.querySelectorAll(".card")) if (!known.has(card.id)) card.classList.add("new");
    wall.replaceChildren(...fresh.childNodes);
    fit();
  }

  async function ask() {
    try {
      const answer = await fetch(`${location.pathname}/nu`, { headers: tag ? { "If-None-Match": tag } : {}, cache: "no-store" });
      away.hidden = answer.ok || answer.status === 304 || answer.status === 404;
      if (answer.ok) {
        tag = answer.headers.get("ETag") || "";
        show(await answer.text());
      } else if (answer.status === 404) { // there is no such wall any more, and nothing of it stays on the screen
        tag = "";
        wall.replaceChildren();
      }
    } catch {
      away.hidden = false;
    }
    setTimeout(ask, EVERY);
  }

  document.fonts.ready.then(fit);
  addEventListener("resize", fit);
  setTimeout(ask, EVERY);
})();
