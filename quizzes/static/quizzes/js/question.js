// One question on the page: its fields, its state, its cell in the navigator, its conflict.

import { countWords, shapes } from "./fields.js";
import { data, find, say } from "./page.js";

export class Question {
  /** `element`: its card; `cell`: its place in the navigator, null where there is none. */
  constructor(position, element, cell) {
    this.position = position;
    this.element = element;
    this.cell = cell;
    this.revision = Number(element.dataset.revision);
    this.shape = shapes[element.dataset.shape];
    this.#count();
  }

  /** What the fields say, as the server takes it: with how sure one is, where that is asked. */
  get raw() {
    const answer = this.shape.read(this);
    const level = this.#levels.find(({ checked }) => checked)?.value;
    return level ? { answer, certainty: Number(level) } : answer;
  }

  set raw(raw) {
    for (const field of this.#levels) {
      field.checked = Number(field.value) === (raw?.certainty ?? 1);
    }
    this.shape.write(this, this.#levels.length ? raw?.answer : raw);
    this.#count();
  }

  get #levels() {
    return [...this.element.querySelectorAll("[data-certainty]")];
  }

  get isBlank() {
    const answer = this.shape.read(this);
    return typeof answer === "string" ? !answer.trim() : !Object.keys(answer).length;
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
    const answer = this.#levels.length ? raw?.answer : raw;
    return String(this.shape.words(this, answer) ?? "").trim() || say("no_answer");
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
    // Practice has no flags.
    return this.#flag?.classList.contains("is-flagged") ?? false;
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
    if (!this.cell) {
      return; // practice has no list of questions
    }
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
      place.textContent = say("words", { count: countWords(this.shape.read(this)) });
    }
  }

  /** Bring the keyboard and the screen reader here. */
  focus() {
    find("h2", this.element).focus();
  }
}
