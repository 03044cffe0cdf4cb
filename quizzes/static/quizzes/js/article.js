// The article: a pane beside the question, or a drawer over it, at the place last read.

const PAUSE = 400;

export class Article {
  #place;
  #timer = 0;

  /**
   * @param {HTMLElement} pane it scrolls by itself, as a drawer too
   * @param {HTMLElement} page
   * @param {(sentence: string) => void} read told where the reader is
   */
  constructor(pane, page, read) {
    this.pane = pane;
    this.read = read;
    this.#place = pane.dataset.place ?? "";
    this.opener = /** @type {HTMLElement} */ (page.querySelector("[data-article-open]"));
    this.behind = [...document.querySelectorAll(".qs-header, .qs-take__title, .qs-tools, .qs-take__question")];
    this.wide = matchMedia("(width >= 1000px)");
    this.isOpen = false;
    pane.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    pane.querySelector("[data-article-close]")?.addEventListener("click", (event) => {
      event.preventDefault();
      this.close();
    });
    pane.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.isOpen) {
        this.close();
      }
    });
    // The drawer is opened by its address, so that the phone's Back closes it.
    window.addEventListener("hashchange", () => this.#sync());
    this.wide.addEventListener("change", () => this.#sync());
    this.#sync();
    this.#restore();
  }

  /** The sentence at the top of what is seen. */
  get place() {
    return this.#place;
  }

  close() {
    history.back();
  }

  #sync() {
    const isOpen = location.hash === "#article" && !this.wide.matches;
    if (isOpen === this.isOpen) {
      return;
    }
    this.isOpen = isOpen;
    for (const element of this.behind) {
      element.toggleAttribute("inert", isOpen);
    }
    this.pane.toggleAttribute("aria-modal", isOpen);
    if (isOpen) {
      this.#restore();
      this.pane.querySelector("h2")?.focus({ preventScroll: true });
    } else if (!this.wide.matches) {
      this.opener.focus({ preventScroll: true });
    }
  }

  #restore() {
    const sentence = this.#place ? document.getElementById(this.#place) : null;
    if (sentence && this.pane.contains(sentence)) {
      const top = sentence.getBoundingClientRect().top - this.#top();
      this.pane.scrollTop += top;
    }
  }

  #top() {
    return /** @type {HTMLElement} */ (this.pane.firstElementChild).getBoundingClientRect().bottom + 8;
  }

  #scrolled() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#note(), PAUSE);
  }

  #note() {
    const top = this.#top();
    const sentences = [...this.pane.querySelectorAll(".qs-sentence")];
    const seen = sentences.find((sentence) => sentence.getBoundingClientRect().bottom > top);
    if (seen && this.pane.clientHeight && seen.id !== this.#place) {
      this.#place = seen.id;
      this.read(seen.id);
    }
  }
}
