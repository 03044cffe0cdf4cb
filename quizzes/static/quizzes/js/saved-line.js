// The line that says whether the answers are saved, and the notice above it when something is wrong.

import { alarm, announce, say, timeOfDay } from "./words.js";

/** @typedef {import("./saver.js").State} State */

const TROUBLES = new Set(["offline", "login", "lost", "error"]);

export class SavedLine {
  #savedAt = "";
  #isInTrouble = false;

  /** @param {HTMLElement} page @param {() => {waiting: number, undecided: number, isKept: boolean}} look */
  constructor(page, look) {
    this.page = page;
    this.look = look;
    this.line = /** @type {HTMLElement} */ (page.querySelector("[data-saved]"));
    this.notice = /** @type {HTMLElement} */ (page.querySelector("[data-notice]"));
    this.#write("saved", say("saves_itself"));
  }

  /** The server stored something. @param {string} at */
  savedAt(at) {
    this.#savedAt = timeOfDay(at, this.page.dataset.timeZone ?? "");
  }

  /** @param {State} state @param {any} [reply] */
  show(state, reply) {
    const { waiting, undecided, isKept } = this.look();
    const isTrouble = TROUBLES.has(state);
    if (isTrouble) {
      const words = waiting ? say(isKept ? "unsent" : "unsent_lost", { count: waiting }) : say("no_connection");
      this.#write(state === "offline" ? "offline" : "error", words);
    } else if (undecided) {
      this.#write("conflict", say("undecided", { count: undecided }));
    } else if (state === "saving") {
      this.#write("saving", say("saving"));
    } else {
      this.#write("saved", this.#savedAt ? say("saved", { time: this.#savedAt }) : say("saves_itself"));
    }
    this.#tell(state, isTrouble, reply);
  }

  /** Failures and recovery are announced, not every save. @param {State} state @param {boolean} isTrouble @param {any} reply */
  #tell(state, isTrouble, reply) {
    if (isTrouble && state !== "offline") {
      this.#login(state === "login", reply?.login_url);
      this.note(say(`trouble_${state}`, { name: this.page.dataset.userName ?? "" }), !this.#isInTrouble);
    } else if (isTrouble && !this.#isInTrouble) {
      alarm(say("trouble_offline"));
    } else if (state === "saved" && this.#isInTrouble) {
      this.notice.hidden = true;
      announce(say("recovered"));
    }
    this.#isInTrouble = isTrouble || (this.#isInTrouble && state !== "saved");
  }

  /** Say something that must be seen. @param {string} text @param {boolean} [isSpoken] */
  note(text, isSpoken = true) {
    const place = /** @type {HTMLElement} */ (this.notice.querySelector("[data-notice-text]"));
    place.textContent = text;
    this.notice.hidden = false;
    if (isSpoken) {
      alarm(text);
    }
  }

  /** @param {boolean} isNeeded @param {string | undefined} url */
  #login(isNeeded, url) {
    const place = /** @type {HTMLElement} */ (this.notice.querySelector("[data-notice-login]"));
    place.hidden = !isNeeded;
    const back = location.pathname + location.search;
    for (const link of place.querySelectorAll("a")) {
      const address = new URL(url || this.page.dataset.loginUrl || "", location.href);
      address.searchParams.set("next", back);
      link.href = address.href;
    }
  }

  /** @param {string} state @param {string} words */
  #write(state, words) {
    this.line.dataset.state = state;
    const place = this.line.querySelector(`[data-for="${state}"] [data-words]`);
    if (place) {
      place.textContent = words;
    }
  }
}
