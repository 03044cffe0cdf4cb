// Moves between questions without the server; keeps the navigator, the bar and the address in step.

import { say } from "./words.js";

/** @typedef {import("./question.js").Question} Question */

export class Pager {
  /**
   * @param {HTMLElement} page
   * @param {Map<number, Question>} questions
   * @param {(position: number) => void} moved told after each move
   */
  constructor(page, questions, moved) {
    this.page = page;
    this.questions = questions;
    this.moved = moved;
    this.isForward = page.dataset.navigation === "forward";
    this.isOnePerPage = page.dataset.layout === "one_per_page";
    this.current = Number(page.dataset.current);
    this.title = document.title;
    this.#show();
    window.addEventListener("popstate", () => this.#follow());
  }

  /** Go to a question, on the way of the student's own hand. @param {number} position */
  goTo(position) {
    if (!this.questions.has(position)) {
      return;
    }
    if (position !== this.current) {
      // In a forward-only quiz the browser's Back has nothing to come back to.
      const method = this.isForward ? "replaceState" : "pushState";
      history[method](null, "", `${this.page.dataset.takeUrl}?q=${position}`);
    }
    this.current = position;
    this.#show();
    this.questions.get(position)?.focus();
    this.moved(position);
  }

  /** Back and Forward of the browser. */
  #follow() {
    const asked = Number(new URLSearchParams(location.search).get("q") ?? this.page.dataset.current);
    if (this.questions.has(asked) && asked !== this.current) {
      this.current = asked;
      this.#show();
      this.questions.get(asked)?.focus();
      this.moved(asked);
    }
  }

  #show() {
    const total = this.questions.size;
    for (const [position, question] of this.questions) {
      const isCurrent = position === this.current;
      if (this.isOnePerPage) {
        question.element.hidden = !isCurrent;
        question.cell?.[isCurrent ? "setAttribute" : "removeAttribute"]("aria-current", "step");
      }
    }
    const field = /** @type {HTMLInputElement} */ (this.page.querySelector('[name="current"]'));
    field.value = String(this.current);
    if (this.isOnePerPage) {
      const isLast = this.current === total;
      this.#set("[data-previous]", (button) => (button.disabled = this.current === 1));
      this.#set("[data-next]", (button) => (button.hidden = isLast));
      this.#set("[data-finish]", (button) => (button.hidden = !isLast));
      document.title = `${say("question_of", { number: this.current, total })} – ${this.title}`;
    }
  }

  /** @param {string} selector @param {(button: HTMLButtonElement) => void} change */
  #set(selector, change) {
    const button = this.page.querySelector(selector);
    if (button) {
      change(/** @type {HTMLButtonElement} */ (button));
    }
  }

  /** Count again what is answered, wherever the page says it. */
  count() {
    const states = [...this.questions.values()].map((question) => question.state);
    const count = states.filter((state) => state === "answered").length;
    for (const place of this.page.querySelectorAll("[data-answered-count]")) {
      place.textContent = say("answered_of", { count, total: states.length });
    }
  }
}
