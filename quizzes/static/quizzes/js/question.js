// One question on the page: its fields, its state, its cell in the navigator, its conflict.

import { countWords, shapes } from "./fields.js";
import { alarm, announce, data, find, say, timeOfDay } from "./page.js";

export class Question {
  /** `element`: its card; `cell`: its place in the navigator. */
  constructor(position, element, cell) {
    this.position = position;
    this.element = element;
    this.cell = cell;
    this.revision = Number(element.dataset.revision);
    this.shape = shapes[element.dataset.shape];
    this.#count();
  }

  /** What the fields say, as the server takes it. */
  get raw() {
    return this.shape.read(this);
  }

  set raw(raw) {
    this.shape.write(this, raw);
    this.#count();
  }

  get isBlank() {
    const { raw } = this;
    return typeof raw === "string" ? !raw.trim() : !Object.keys(raw).length;
  }

  /** Whether its fields are typed into, so that one change is followed by another. */
  get isTyped() {
    return Boolean(this.element.querySelector("input[type=text], textarea"));
  }

  get isFinished() {
    return "finished" in this.element.dataset;
  }

  /** Return an answer as people read it: the options' words, or the text. */
  inWords(raw) {
    return String(this.shape.words(this, raw) ?? "").trim() || say("no_answer");
  }

  /** What the server said to the answer; "" for nothing. */
  get message() {
    return find("[data-message]", this.element).textContent;
  }

  set message(message) {
    find("[data-message]", this.element).textContent = message;
  }

  get state() {
    return this.element.dataset.state;
  }

  /** Mark it by what its fields and its message say. */
  mark() {
    const { isBlank, message } = this;
    this.element.dataset.state = isBlank ? "unanswered" : message ? "unreadable" : "answered";
    this.#tell();
  }

  get isFlagged() {
    return this.#flag.classList.contains("is-flagged");
  }

  set isFlagged(isFlagged) {
    this.#flag.classList.toggle("is-flagged", isFlagged);
    this.#flag.setAttribute("aria-pressed", String(isFlagged));
    this.#tell();
  }

  get #flag() {
    return find("[data-flag]", this.element);
  }

  /** The navigator's marks, for eyes and ears. */
  #tell() {
    this.cell.classList.toggle("is-answered", this.state === "answered");
    this.cell.classList.toggle("is-flagged", this.isFlagged);
    const words = `${say("question", { number: this.position })}: ${say(this.state)}`;
    find("[data-name]", this.cell).textContent = this.isFlagged ? `${words}, ${say("flagged")}` : words;
  }

  /** Show it as the server has it now: checked, or changed elsewhere; return whether that worked. */
  async renew() {
    const template = document.createElement("template");
    try {
      const address = data.questionUrl.replace("/0/", `/${this.position}/`);
      const response = await fetch(address, { redirect: "error" });
      template.innerHTML = response.ok ? await response.text() : "";
    } catch {
      return false; // no server: what is seen stays
    }
    const card = find("[data-question]", template.content);
    if (card) {
      card.hidden = this.element.hidden;
      find("h2", card).replaceWith(find("h2", this.element));
      this.element.replaceWith(card);
      this.element = card;
      this.#count();
      this.#tell();
    }
    return card !== null;
  }

  /** Show what is stored and what was typed here; `decided(isMine)` is told what the student picks. */
  disagree({ at, stored }, decided) {
    const place = find("[data-conflict]", this.element);
    const panel = find("#conflict-template", document).content.cloneNode(true);
    find("[data-stored-when]", panel).textContent = say("saved_elsewhere", { time: timeOfDay(at) });
    find("[data-stored]", panel).textContent = this.inWords(stored);
    for (const button of panel.querySelectorAll("button")) {
      button.addEventListener("click", () => {
        const isMine = button.dataset.pick === "mine";
        place.replaceChildren();
        this.focus();
        announce(say(isMine ? "conflict_mine" : "conflict_stored"));
        decided(isMine);
      });
    }
    place.replaceChildren(panel);
    this.typed();
    alarm(say("conflict_in", { number: this.position }));
  }

  /** Keep what was typed here up to date in a conflict, and the count of its words. */
  typed() {
    this.#count();
    const typed = find("[data-typed]", this.element);
    if (typed) {
      typed.textContent = this.inWords(this.raw);
    }
  }

  #count() {
    const place = find("[data-word-count]", this.element);
    if (place) {
      place.textContent = say("words", { count: countWords(this.raw) });
    }
  }

  /** Bring the keyboard and the screen reader here. */
  focus() {
    find("h2", this.element).focus();
  }
}
