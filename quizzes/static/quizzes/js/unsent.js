// Home says that answers on this device are not sent yet; the review of a finished try sends them.

import { Queue, unsentOf } from "./queue.js";
import { Saver } from "./saver.js";

/** @type {HTMLElement} */
const notice = document.querySelector("[data-unsent]");
const { user, attempt } = notice.dataset;

/** Show how many answers wait, with a link to each try. */
function tell() {
  const found = unsentOf(user);
  const count = found.reduce((sum, each) => sum + each.count, 0);
  const plural = new Intl.PluralRules(document.documentElement.lang).select(count);
  /** @type {NodeListOf<HTMLElement>} */
  const sentences = notice.querySelectorAll("[data-plural]");
  for (const words of sentences) {
    words.hidden = words.dataset.plural !== plural;
    words.querySelector("[data-count]").textContent = String(count);
  }
  const links = found.map(({ title, url }) => {
    const entry = document.createElement("li");
    const link = entry.appendChild(document.createElement("a"));
    link.href = new URL(url, location.origin).pathname;
    link.textContent = title;
    return entry;
  });
  notice.querySelector("ul").replaceChildren(...links);
  notice.hidden = count === 0;
}

/** Send what a finished try still has here: late where the clock has ended it, else it is over. */
function send() {
  const queue = new Queue({ ...notice.dataset });
  const saver = new Saver(notice.dataset, queue, new Map(), {
    saved: (item) => (notice.hidden &&= item.status !== "late"),
    refused: () => {},
    conflicted: (item) => queue.remove(item.position),
    changed: () => {},
    closed: () => {},
  });
  saver.flush();
}

if (attempt) {
  send();
} else {
  tell();
}
