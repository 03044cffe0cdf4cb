// A conflict, in place: what is stored, what was typed here; the student picks.

import { alarm, announce, say, timeOfDay } from "./words.js";

/** @typedef {import("./question.js").Question} Question */
/** @typedef {import("./hearing.js").Item} Item */

export class Conflicts {
  /**
   * @param {string} timeZone
   * @param {(question: Question, item: Item, isMine: boolean) => void} decided
   */
  constructor(timeZone, decided) {
    this.timeZone = timeZone;
    this.decided = decided;
    this.template = /** @type {HTMLTemplateElement} */ (document.getElementById("conflict-template"));
  }

  /** Show both answers under the question. @param {Question} question @param {Item} item */
  show(question, item) {
    const panel = /** @type {HTMLElement} */ (this.template.content.cloneNode(true));
    const title = /** @type {HTMLElement} */ (panel.querySelector("h3"));
    title.id = `${question.name}-conflict`;
    panel.querySelector("[role]")?.setAttribute("aria-labelledby", title.id);
    fill(panel, "stored-when", say("saved_elsewhere", { time: timeOfDay(item.at, this.timeZone) }));
    fill(panel, "stored", question.inWords(item.stored));
    fill(panel, "typed", question.inWords(question.raw));
    for (const button of panel.querySelectorAll("button")) {
      button.addEventListener("click", () => this.#pick(question, item, button.dataset.pick === "mine"));
    }
    place(question).replaceChildren(panel);
    alarm(say("conflict_in", { number: question.position }));
  }

  /** Show what is typed meanwhile. @param {Question} question */
  update(question) {
    fill(place(question), "typed", question.inWords(question.raw));
  }

  /** @param {Question} question @param {Item} item @param {boolean} isMine */
  #pick(question, item, isMine) {
    place(question).replaceChildren();
    question.focus();
    announce(say(isMine ? "conflict_mine" : "conflict_stored"));
    this.decided(question, item, isMine);
  }
}

/** @param {Question} question @returns {HTMLElement} */
function place(question) {
  return /** @type {HTMLElement} */ (question.element.querySelector("[data-conflict]"));
}

/** @param {HTMLElement} panel @param {string} name @param {string} text */
function fill(panel, name, text) {
  const line = panel.querySelector(`[data-${name}]`);
  if (line) {
    line.textContent = text;
  }
}
