// The questions, and moves between them without the server; navigator, bar and address keep step.

import { data, find, page, say } from "./page.js";
import { Question } from "./question.js";

export class Pager {
  isForward = data.navigation === "forward";
  current = Number(data.current);
  #title = document.title;

  /** @type {Map<number, Question>} by position */
  questions = new Map();

  /** `moved(position)` is told after each move. */
  constructor(moved) {
    this.moved = moved;
    for (const element of page.querySelectorAll("[data-question]")) {
      const position = Number(element.getAttribute("data-question"));
      this.questions.set(position, new Question(position, element, find(`[data-cell="${position}"]`)));
    }
    this.#show();
    window.addEventListener("popstate", () => this.#follow());
  }

  /** The revision that each question was loaded with, by position. */
  get revisions() {
    const pairs = [...this.questions].map(([position, { revision }]) => [position, revision]);
    return new Map(/** @type {any} */ (pairs));
  }

  /** Go to a question by the student's own hand. */
  goTo(position) {
    if (position !== this.current) {
      // In a forward-only quiz the browser's Back has nothing to come back to.
      history[this.isForward ? "replaceState" : "pushState"](null, "", `?q=${position}`);
    }
    this.#move(position);
  }

  /** Back and Forward of the browser. */
  #follow() {
    const position = Number(new URLSearchParams(location.search).get("q") ?? data.current);
    if (position !== this.current) {
      this.#move(position);
    }
  }

  #move(position) {
    if (this.questions.has(position)) {
      this.current = position;
      this.#show();
      this.questions.get(position).focus();
      this.moved(position);
    }
  }

  #show() {
    find('[name="current"]').value = this.current;
    if (data.layout !== "one_per_page") {
      return;
    }
    for (const [position, { element, cell }] of this.questions) {
      element.hidden = position !== this.current;
      cell.removeAttribute("aria-current");
    }
    this.questions.get(this.current).cell.setAttribute("aria-current", "step");
    const total = this.questions.size;
    const isLast = this.current === total;
    find("[data-previous]")?.toggleAttribute("disabled", this.current === 1);
    find("[data-next]").hidden = isLast;
    find("[data-finish]").hidden = !isLast;
    document.title = `${say("question_of", { number: this.current, total })} – ${this.#title}`;
  }

  /** Mark a question by what its fields say, and count what is answered wherever the page says it. */
  mark(question) {
    question.mark();
    const states = [...this.questions.values()].map(({ state }) => state);
    const count = states.filter((state) => state === "answered").length;
    for (const place of page.querySelectorAll("[data-answered-count]")) {
      place.textContent = say("answered_of", { count, total: states.length });
    }
  }

  /** Show a question as the server has it now, its result in focus. */
  async renew(position) {
    const question = this.questions.get(position);
    if (await question?.renew()) {
      this.mark(question);
      find("[data-result]", question.element)?.focus();
    }
  }
}
