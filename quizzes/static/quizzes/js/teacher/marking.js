// Marking by keyboard, drafts kept as they are typed, phrases. For form[data-marking]; without this
// module the radios, the fields and the buttons do all of it.

import { post } from "../net.js";

const PAUSE = 1_000;
const LONGEST_WAIT = 30;
const TROUBLES = { 302: "login", 401: "login", 403: "login", 404: "error", 400: "error" };

/** @type {HTMLFormElement} */
const form = document.querySelector("form[data-marking]");
/** @type {HTMLFieldSetElement[]} */
const criteria = [...form.querySelectorAll("[data-criterion]")].map((each) => /** @type {any} */ (each));
/** @type {HTMLTextAreaElement} */
const comment = form.querySelector("[name=comment]");
const part = (selector) => form.querySelector(selector);

/** What is chosen and typed, as the form would send it. */
const typed = () => String(new URLSearchParams(/** @type {any} */ (new FormData(form))));

let known = typed();
let timer = 0;
let failures = 0;
let underWay = null;
let isOver = false;
let current = 0;

function say(text, isTrouble = false) {
  part("[data-draft-words]").textContent = text;
  part("[data-draft-words]").dataset.state = isTrouble ? "trouble" : "";
  // Every save of a draft read aloud would be noise.
  if (isTrouble) {
    part("[data-draft-said]").textContent = text;
  }
}

function changed() {
  if (!isOver && typed() !== known) {
    clearTimeout(timer);
    timer = setTimeout(save, failures ? 1000 * Math.min(LONGEST_WAIT, 2 ** failures) : PAUSE);
  }
}

function save() {
  clearTimeout(timer);
  underWay ??= send().finally(() => (underWay = null));
  return underWay;
}

async function send() {
  const now = typed();
  if (isOver || now === known) {
    return;
  }
  const { status, json } = await post(form.dataset.draftUrl, new URLSearchParams(now));
  if (isOver) {
    return;
  }
  if (status === 200) {
    failures = 0;
    known = now;
    const time = new Date(json.saved_at).toLocaleTimeString(document.documentElement.lang, {
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    });
    say(form.dataset.saved.replace("%(time)s", time));
  } else {
    failures += 1;
    say(json?.message ?? form.dataset[TROUBLES[status] ?? "offline"], true);
  }
  changed();
}

/** The number keys are about one criterion: the one in focus, or the first without a level. */
function turnTo(place) {
  current = Math.min(place, criteria.length - 1);
  criteria.forEach((each, at) => each.classList.toggle("is-current", at === current && criteria.length > 1));
}

const open = () => {
  const place = criteria.findIndex((each) => !each.querySelector(":checked"));
  return place < 0 ? criteria.length - 1 : place;
};

function pick(number) {
  const radio = /** @type {HTMLInputElement} */ (criteria[current]?.querySelectorAll("[type=radio]")[number - 1]);
  if (radio) {
    const isLast = current === criteria.length - 1;
    radio.checked = true;
    radio.focus();
    changed();
    turnTo(isLast ? current : current + 1);
  }
}

const isText = (target) => target.matches("textarea, input:not([type=radio], [type=checkbox]), select");

document.addEventListener("keydown", (event) => {
  const target = /** @type {HTMLElement} */ (event.target);
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    form.requestSubmit(part("[value=save]"));
  } else if (/^[1-9]$/.test(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey && !isText(target)) {
    event.preventDefault();
    pick(Number(event.key));
  }
});
form.addEventListener("focusin", ({ target }) => {
  const place = criteria.findIndex((each) => each.contains(/** @type {Node} */ (target)));
  // A level that was just picked by its key has sent the keys to the next criterion.
  if (place >= 0 && !criteria[place].querySelector(":checked")) {
    turnTo(place);
  }
});
form.addEventListener("click", ({ target }) => {
  const phrase = /** @type {HTMLElement} */ (target).closest("[data-phrase]");
  if (phrase) {
    comment.value = [comment.value.trimEnd(), phrase.textContent].filter(Boolean).join("\n");
    comment.focus();
    changed();
  }
});
// What a marker opens beside one answer is open beside the next.
for (const beside of document.querySelectorAll("details[data-stays]")) {
  const details = /** @type {HTMLDetailsElement} */ (beside);
  const key = `qs-marking-${details.dataset.stays}`;
  details.open = sessionStorage.getItem(key) === "open";
  details.addEventListener("toggle", () => sessionStorage.setItem(key, details.open ? "open" : ""));
}
form.addEventListener("input", changed);
form.addEventListener("change", () => {
  turnTo(open());
  changed();
});
form.addEventListener("submit", () => {
  isOver = true;
  clearTimeout(timer);
});
window.addEventListener("pagehide", save);
window.addEventListener("online", save);
window.addEventListener("pageshow", ({ persisted }) => {
  isOver &&= !persisted;
});
turnTo(open());
