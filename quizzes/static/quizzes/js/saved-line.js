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
 */
export function show(state, { queue, waiting, undecided }) {
  const isFine = state === "saved" || state === "saving";
  if (!isFine) {
    const count = waiting.length;
    const key = queue.isKept ? "unsent" : "unsent_lost";
    write(state === "offline" ? state : "error", say(count ? key : "no_connection", { count }));
    tell(state);
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
function tell(state) {
  const text = say(`trouble_${state}`, { name: data.userName });
  if (state !== "offline") {
    note(text, !isInTrouble);
    login.hidden = state !== "login";
  } else if (!isInTrouble) {
    alarm(text);
  }
  isInTrouble = true;
}
