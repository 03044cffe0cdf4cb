// What is typed in an editor is kept: on this device at once, on the server a second after typing
// stops. For any form[data-draft-subject] with the fields and the line of templates/…/drafts/.

import { post } from "../net.js";
import { drop, keep, keyOf, sendAbandoned } from "./draft-queue.js";

const PAUSE = 1_000;
const LONGEST_PAUSE = 5_000;
const LONGEST_WAIT = 30;
const UNKEPT = ["csrfmiddlewaretoken", "do", "next"];
const TROUBLES = { 302: "login", 400: "error", 401: "login", 403: "login", 404: "error", 413: "error" };

const tab = Math.random().toString(36).slice(2);
const { lang } = document.documentElement;

/** @returns {HTMLFormElement} anew: an answer of the server may bring another */
const form = () => document.querySelector("form[data-draft-subject]");
/** @returns {HTMLElement} */
const line = () => document.querySelector("[data-draft-line]");
/** @returns {any} */
const part = (selector) => line().querySelector(selector);
/** @returns {HTMLInputElement} */
const field = (name) => form().querySelector(`[name="draft-${name}"]`);

/** What is typed, as names and values. */
function typed() {
  const entries = /** @type {[string, any][]} */ ([...new FormData(form())]);
  return entries.filter(
    ([name, value]) => typeof value === "string" && !name.startsWith("draft-") && !UNKEPT.includes(name),
  );
}

const isSame = (one, other) => JSON.stringify(one) === JSON.stringify(other);

// What the server has, or what the page was opened with.
let known = "typed" in form().dataset ? [] : typed();
let revision = Number(field("base_revision").value);
let address = field("address").value;
// What this tab has sent: another may have passed it on for it.
let sent = [];
let conflict = null;
let state = "";
let savedAt = "";
let firstChange = 0;
let failures = 0;
let timer = 0;
let underWay = null;
let isOver = false;

/** What is sent: the form as it is now, on the revision that is known. */
function body() {
  const { draftSubject: subject, draftId: id } = form().dataset;
  return {
    user: line().dataset.user,
    subject,
    id,
    kind: field("kind").value,
    base: Number(field("base").value),
    base_revision: revision,
    posted: typed(),
  };
}

const key = () => keyOf(body(), tab);
const timeOfDay = (iso) => {
  const format = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  const { timeZone } = line().dataset;
  try {
    return new Intl.DateTimeFormat(lang, /** @type {any} */ ({ ...format, timeZone })).format(new Date(iso));
  } catch {
    return new Intl.DateTimeFormat(lang, /** @type {any} */ (format)).format(new Date(iso));
  }
};

/** Say how it stands; failures and recovery are announced, not every save. */
function show(now) {
  const text = (line().dataset[now] ?? "").replace("%(time)s", savedAt && timeOfDay(savedAt));
  const isFine = ["", "saved", "saving"].includes(now);
  part("[data-draft-words]").textContent = text;
  line().dataset.state = now;
  if (!isFine ? state !== now : !["", "saved", "saving"].includes(state) && now === "saved") {
    part("[data-draft-said]").textContent = text;
  }
  state = isFine && now === "saving" ? state : now;
}

/** Something may have been typed. */
export function changed() {
  if (isOver || conflict || isSame(typed(), known)) {
    return;
  }
  const isKept = keep(key(), body(), line().dataset.saveUrl);
  show(failures ? state : isKept ? "saving" : "unkept");
  firstChange ||= Date.now();
  if (!failures) {
    schedule(Math.min(PAUSE, Math.max(0, firstChange + LONGEST_PAUSE - Date.now())));
  }
}

function schedule(pause) {
  clearTimeout(timer);
  timer = setTimeout(save, pause);
}

/** Send what is typed, one request at a time. */
export function save() {
  clearTimeout(timer);
  underWay ??= send().finally(() => (underWay = null));
  return underWay;
}

async function send() {
  const now = body();
  if (isOver || conflict || isSame(now.posted, known)) {
    return;
  }
  firstChange = 0;
  sent = [...sent.slice(-5), JSON.stringify(now.posted)];
  const { status, json } = await post(line().dataset.saveUrl, now);
  if (isOver) {
    return;
  }
  if (status === 200) {
    took(now.posted, json);
  } else if (status === 409 && sent.includes(JSON.stringify(json.stored?.posted))) {
    took(json.stored.posted, json.stored);
  } else if (status === 409) {
    disagree({ stored: json.stored, body: null });
  } else {
    failures += 1;
    show(TROUBLES[status] ?? "offline");
    schedule(1000 * Math.min(LONGEST_WAIT, 2 ** (failures - 1)) * (0.75 + Math.random() / 2));
  }
}

function took(posted, { revision: stored, saved_at: at }) {
  failures = 0;
  known = posted;
  revision = stored;
  savedAt = at;
  field("base_revision").value = String(revision);
  drop(key(), posted);
  if (isSame(typed(), known)) {
    show("saved");
  } else {
    schedule(PAUSE);
  }
  // Loaded anew, the page shows the draft.
  if (address !== location.pathname + location.search) {
    history.replaceState(history.state, "", address);
  }
}

/** Another tab has saved since: which of the two is picked in place. */
function disagree(found) {
  conflict = found;
  savedAt = found.stored?.saved_at ?? "";
  show(found.stored ? "elsewhere" : "gone");
  part("[data-draft-elsewhere]").textContent = part("[data-draft-words]").textContent;
  part("[data-draft-conflict]").hidden = false;
}

async function pick(isMine) {
  const { stored, body: left, key: place } = conflict;
  conflict = null;
  part("[data-draft-conflict]").hidden = true;
  revision = stored?.revision ?? 0;
  if (isMine && !left) {
    known = [];
    await save();
  } else {
    // What an earlier tab had left, or what is stored: the page is loaded with it.
    isOver = true;
    if (isMine) {
      await post(line().dataset.saveUrl, { ...left, base_revision: revision });
    }
    drop(place ?? key());
    location.assign(address);
  }
}

/** The form is sent, published or left for good: nothing of it is to be kept any more. */
export function over() {
  isOver = true;
  clearTimeout(timer);
  drop(key());
}

async function begin() {
  const { user } = line().dataset;
  const { draftSubject, draftId } = form().dataset;
  const { isTaken, refused } = await sendAbandoned(user, `${draftSubject}:${draftId}:`);
  if (refused.length) {
    disagree(refused[0]);
  } else if (isTaken && isSame(typed(), known)) {
    isOver = true;
    location.assign(address);
  } else {
    changed();
  }
}

document.addEventListener("input", ({ target }) => {
  if (/** @type {any} */ (target).form === form()) {
    changed();
  }
});
document.addEventListener("change", ({ target }) => {
  if (/** @type {any} */ (target).form === form()) {
    changed();
  }
});
document.addEventListener("htmx:afterSwap", () => {
  field("base_revision").value = String(revision);
  show(state);
  changed();
});
document.addEventListener("click", ({ target }) => {
  const which = /** @type {HTMLElement} */ (target).closest("[data-draft-line] [data-pick]");
  if (which instanceof HTMLElement) {
    pick(which.dataset.pick === "mine");
  }
});
document.addEventListener("submit", (event) => {
  const { target, defaultPrevented, submitter } = event;
  if (submitter?.matches("[data-draft-save]")) {
    event.preventDefault();
    save().then(() => show(state || "saved"));
  } else if ((target === form() && !defaultPrevented) || /** @type {any} */ (target).matches("[data-draft-discard]")) {
    over();
  }
});
window.addEventListener("online", save);
window.addEventListener("pagehide", save);
window.addEventListener("pageshow", ({ persisted }) => {
  isOver &&= !persisted;
  changed();
});
document.addEventListener("visibilitychange", save);
window.addEventListener("beforeunload", (event) => {
  if (!isOver && state === "unkept") {
    event.preventDefault();
  }
});
begin();
