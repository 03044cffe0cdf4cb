// The article: a pane beside the question, or a drawer over it, at the place last read.

import { find } from "./page.js";

const PAUSE = 400;
const BEHIND = ".qs-header, .qs-attempt-head, .qs-take__question";

export class Article {
  #isOpen = false;
  #timer = 0;
  #wide = matchMedia("(width >= 1000px)");

  /** `pane` scrolls by itself, as a drawer too; `read(sentence)` is told where the reader is. */
  constructor(pane, read) {
    this.pane = pane;
    this.read = read;
    this.place = pane.dataset.place;
    pane.addEventListener("scroll", () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#note(), PAUSE);
    });
    find("[data-article-close]").addEventListener("click", (event) => this.#close(event));
    pane.addEventListener("keydown", (event) => event.key === "Escape" && this.#close(event));
    // The drawer is opened by its address, so that a phone's Back closes it.
    window.addEventListener("hashchange", () => this.#follow());
    this.#wide.addEventListener("change", () => this.#follow());
    this.#follow();
    this.#restore();
  }

  #close(event) {
    if (this.#isOpen) {
      event.preventDefault();
      history.back();
    }
  }

  #follow() {
    const isOpen = location.hash === "#article" && !this.#wide.matches;
    if (isOpen === this.#isOpen) {
      return;
    }
    this.#isOpen = isOpen;
    document.querySelectorAll(BEHIND).forEach((element) => element.toggleAttribute("inert", isOpen));
    if (isOpen) {
      this.#restore();
    }
    const place = isOpen ? find("h2", this.pane) : find("[data-article-open]");
    place.focus({ preventScroll: true });
  }

  /** Where the text begins, under the pane's head. */
  get #top() {
    return this.pane.firstElementChild.getBoundingClientRect().bottom + 8;
  }

  #restore() {
    const sentence = this.place && find(`#${this.place}`, this.pane);
    if (sentence) {
      this.pane.scrollTop += sentence.getBoundingClientRect().top - this.#top;
    }
  }

  #note() {
    const sentences = [...this.pane.querySelectorAll(".qs-sentence")];
    const seen = sentences.find((sentence) => sentence.getBoundingClientRect().bottom > this.#top);
    if (seen && this.pane.clientHeight && seen.id !== this.place) {
      this.place = seen.id;
      this.read(seen.id);
    }
  }
}
