// The small toolbar at a sentence, or at what is selected: highlight, note, remove.

const narrow = matchMedia("(width < 40rem)");

export class MarkBar {
  /** @type {HTMLElement} */
  element = document.querySelector("[data-mark-bar]");
  ids = [];
  isSelection = false;

  /** `acts` by the names of the buttons; each is told the sentences' ids. */
  constructor(text, marks, acts) {
    this.text = text;
    this.marks = marks;
    for (const button of this.buttons) {
      // Pressing it must leave the selection as it is.
      button.addEventListener("pointerdown", (event) => event.preventDefault());
      button.addEventListener("click", () => {
        const { ids } = this;
        this.close();
        acts[button.dataset.mark](ids);
      });
    }
    this.element.addEventListener("keydown", (event) => this.#pressed(event));
  }

  /** @returns {HTMLButtonElement[]} */
  get buttons() {
    return [...this.element.querySelectorAll("button")];
  }

  get isOpen() {
    return !this.element.hidden;
  }

  /** Open at sentences; by the keyboard it takes the focus. */
  open(ids, { isSelection = false, takesFocus = false } = {}) {
    this.close();
    this.ids = ids;
    this.isSelection = isSelection;
    const marks = ids.map((id) => this.marks.of(id));
    const [highlight, , remove] = this.buttons;
    highlight.hidden = marks.every((mark) => mark.is_highlighted);
    remove.hidden = !marks.some((mark) => mark.is_highlighted || mark.note);
    ids.forEach((id) => this.text.sentence(id).classList.add("is-marking"));
    this.element.hidden = false;
    this.#place(this.text.sentence(ids.at(-1)));
    if (takesFocus) {
      this.buttons.find((button) => !button.hidden).focus();
    }
  }

  close() {
    this.element.hidden = true;
    this.ids.forEach((id) => this.text.sentence(id)?.classList.remove("is-marking"));
    this.ids = [];
  }

  /** Under the last line of a sentence; a small screen has its place at the bottom. */
  #place(sentence) {
    if (narrow.matches) {
      return;
    }
    const lines = [...sentence.getClientRects()];
    const line = lines.at(-1);
    const frame = this.element.offsetParent.getBoundingClientRect();
    const most = frame.width - this.element.offsetWidth - 8;
    const top = line.bottom - frame.top + this.element.offsetParent.scrollTop + 6;
    this.element.style.setProperty("--qs-mark-top", `${top}px`);
    this.element.style.setProperty("--qs-mark-left", `${Math.max(8, Math.min(line.left - frame.left, most))}px`);
    this.element.scrollIntoView({ block: "nearest" });
  }

  #pressed(event) {
    const shown = this.buttons.filter((button) => !button.hidden);
    const place = shown.indexOf(/** @type {any} */ (document.activeElement));
    const way = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (way) {
      event.preventDefault();
      shown[(place + way + shown.length) % shown.length].focus();
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      const id = this.ids.at(-1);
      this.close();
      this.text.sentence(id)?.focus();
    }
  }
}
