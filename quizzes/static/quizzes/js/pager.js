// Moves between questions without the server; navigator, bar and address keep step.

import { data, find, page, say } from "./page.js";

export class Pager {
  isForward = data.navigation === "forward";
  current = Number(data.current);
  #title = document.title;

  /** `questions` by position; `moved(position)` is told after each move. */
  constructor(questions, moved) {
    this.questions = questions;
    this.moved = moved;
    this.#show();
    window.addEventListener("popstate", () => this.#follow());
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
      cell.setAttribute("aria-current", position === this.current ? "step" : "false");
    }
    const total = this.questions.size;
    const isLast = this.current === total;
    find("[data-previous]")?.toggleAttribute("disabled", this.current === 1);
    find("[data-next]").hidden = isLast;
    find("[data-finish]").hidden = !isLast;
    document.title = `${say("question_of", { number: this.current, total })} – ${this.#title}`;
  }

  /** Count again what is answered, wherever the page says it. */
  count() {
    const states = [...this.questions.values()].map((question) => question.state);
    const count = states.filter((state) => state === "answered").length;
    for (const place of page.querySelectorAll("[data-answered-count]")) {
      place.textContent = say("answered_of", { count, total: states.length });
    }
  }
}
