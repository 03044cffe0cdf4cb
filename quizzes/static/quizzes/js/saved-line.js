// The line that says whether the answers are saved, and the notice above it when something is wrong.

import { alarm, announce, data, find, say, timeOfDay } from "./page.js";

const notice = find("[data-notice]");
const login = find("[data-notice-login]");
const line = find("[data-saved]");
let savedAt = "";
let isInTrouble = false;

function write(state, words) {
  line.dataset.state = state;
  find(`[data-for="${state}"] [data-words]`, line).textContent = words;
}

/** Say something that must be seen. */
export function note(text, isSpoken = true) {
  find("[data-notice-text]").textContent = text;
  login.hidden = true;
  notice.hidden = false;
  if (isSpoken) {
    alarm(text);
  }
}

/** The server stored something at a moment. */
export function wasSaved(at) {
  savedAt = timeOfDay(at);
}

/**
 * Show "saved", "saving", or a trouble: "offline", "login", "lost", "error".
 * @param {string} state
 * @param {import("./saver.js").Saver} saver
 * @param {{login_url?: string}} [reply] what came with the trouble
 */
export function show(state, { queue, waiting, undecided }, reply) {
  const isFine = state === "saved" || state === "saving";
  if (!isFine) {
    const count = waiting.length;
    const key = queue.isKept ? "unsent" : "unsent_lost";
    write(state === "offline" ? state : "error", say(count ? key : "no_connection", { count }));
    tell(state, reply);
  } else if (undecided.length) {
    write("conflict", say("undecided", { count: undecided.length }));
  } else {
    write(state, state === "saving" ? say(state) : say(savedAt ? "saved" : "saves_itself", { time: savedAt }));
  }
  if (state === "saved" && isInTrouble) {
    isInTrouble = false;
    notice.hidden = true;
    announce(say("recovered"));
  }
}

/** Failures and recovery are announced, not every save. */
function tell(state, reply) {
  const text = say(`trouble_${state}`, { name: data.userName });
  if (state !== "offline") {
    note(text, !isInTrouble);
    offerLogin(state === "login", reply?.login_url ?? data.loginUrl);
  } else if (!isInTrouble) {
    alarm(text);
  }
  isInTrouble = true;
}

function offerLogin(isNeeded, url) {
  login.hidden = !isNeeded;
  const next = new URLSearchParams({ next: location.pathname + location.search });
  login.querySelectorAll("a").forEach((link) => (link.href = `${url}?${next}`));
}
