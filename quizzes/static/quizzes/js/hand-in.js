// Handing in: what is left to do, one confirmation, and everything sent before.

import { get, post } from "./net.js";
import { alarm, say } from "./words.js";

/**
 * @typedef {import("./question.js").Question} Question
 * @typedef {import("./saver.js").Saver} Saver
 * @typedef {import("./pager.js").Pager} Pager
 */

export class HandIn {
  #isUnderWay = false;

  /**
   * @param {HTMLElement} page @param {Pager} pager @param {Saver} saver
   * @param {(url: string) => void} done told where the review is
   */
  constructor(page, pager, saver, done) {
    this.page = page;
    this.pager = pager;
    this.saver = saver;
    this.done = done;
    this.panel = /** @type {HTMLElement} */ (page.querySelector("[data-hand-in-panel]"));
    this.answers = /** @type {HTMLElement} */ (page.querySelector("[data-answers]"));
    this.failure = /** @type {HTMLElement} */ (page.querySelector("[data-hand-in-failure]"));
    this.panel.querySelector("form")?.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    this.panel.addEventListener("click", (event) => this.#leave(event));
    // The browser's Back leaves the summary, too.
    window.addEventListener("popstate", () => this.#show(false));
  }

  /** Show the summary in place of the questions. */
  open() {
    this.saver.flush();
    this.#list("unanswered", (question) => question.state !== "answered");
    this.#list("flagged", (question) => question.isFlagged);
    this.#list("undecided", (question) => this.saver.undecided.includes(question.position));
    this.failure.textContent = "";
    history.pushState(null, "", location.href);
    this.#show(true);
    this.panel.querySelector("h2")?.focus();
  }

  /** @param {boolean} isShown */
  #show(isShown) {
    this.panel.hidden = !isShown;
    this.answers.hidden = isShown;
  }

  /** @param {Event} event */
  #leave(event) {
    const link = /** @type {HTMLElement} */ (event.target).closest("a");
    if (!link) {
      return;
    }
    event.preventDefault();
    this.#show(false);
    this.pager.goTo("back" in link.dataset ? this.pager.current : Number(link.dataset.goto));
  }

  /** @param {string} name @param {(question: Question) => boolean} isListed */
  #list(name, isListed) {
    const place = /** @type {HTMLElement} */ (this.panel.querySelector(`[data-list="${name}"]`));
    const listed = [...this.pager.questions.values()].filter(isListed);
    place.hidden = listed.length === 0;
    place.querySelector("ul")?.replaceChildren(...listed.map((question) => this.#entry(question, name)));
  }

  /** @param {Question} question @param {string} name */
  #entry(question, name) {
    const entry = document.createElement("li");
    const words = say("question", { number: question.position });
    // An undecided answer is open even where one cannot go back otherwise.
    if (this.pager.isForward && name !== "undecided" && question.position !== this.pager.current) {
      entry.textContent = words;
      return entry;
    }
    const link = document.createElement("a");
    link.href = `?q=${question.position}`;
    link.dataset.goto = String(question.position);
    link.textContent = words;
    entry.append(link);
    return entry;
  }

  /** Send all answers, then hand in; return whether it is done. If it cannot be, say so. */
  async submit() {
    if (this.#isUnderWay) {
      return false;
    }
    this.#isUnderWay = true;
    this.#fail("");
    const isSent = await this.saver.flush();
    const isDone = isSent && (await this.#handIn());
    if (!isDone) {
      this.#fail(say(isSent ? "not_handed_in" : "not_sent"));
    }
    this.#isUnderWay = false;
    return isDone;
  }

  async #handIn() {
    await post(/** @type {string} */ (this.page.dataset.submitUrl), new URLSearchParams());
    // Whatever the answer was (it may be a login page's): the server's clock tells if it is done.
    const { json } = await get(/** @type {string} */ (this.page.dataset.clockUrl));
    if (json?.is_open !== false) {
      return false;
    }
    this.done(json.url);
    return true;
  }

  /** @param {string} text */
  #fail(text) {
    this.failure.textContent = text;
    if (text && !this.panel.hidden) {
      alarm(text);
    }
  }
}
