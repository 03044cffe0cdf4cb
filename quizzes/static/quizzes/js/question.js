// One question on the page: its fields, its state, its cell in the navigator.

import { say } from "./words.js";

export class Question {
  /** @param {HTMLElement} element @param {HTMLElement | null} cell in the navigator */
  constructor(element, cell) {
    this.element = element;
    this.cell = cell;
    this.position = Number(element.dataset.question);
    this.name = `q${this.position}`;
  }

  get shape() {
    return this.element.dataset.shape ?? "text";
  }

  get revision() {
    return Number(this.element.dataset.revision);
  }

  get state() {
    return this.element.dataset.state ?? "unanswered";
  }

  get isFinished() {
    return "finished" in this.element.dataset;
  }

  /** @returns {HTMLInputElement[]} */
  get fields() {
    return [...this.element.querySelectorAll(`[name="${this.name}"]`)].map((field) => /** @type {any} */ (field));
  }

  /** What the fields say: an id, a list of ids, or text. */
  get raw() {
    const chosen = this.fields.filter((field) => field.checked).map((field) => field.value);
    if (this.shape === "many") {
      return chosen;
    }
    return this.shape === "one" ? (chosen[0] ?? "") : (this.fields[0]?.value ?? "");
  }

  set raw(raw) {
    for (const field of this.fields) {
      if (this.shape === "text") {
        field.value = raw ?? "";
      } else {
        field.checked = [raw].flat().includes(field.value);
      }
    }
  }

  get isBlank() {
    return String(this.raw).trim() === "";
  }

  /** Return an answer as people read it: the options' words, or the text. @param {any} raw */
  inWords(raw) {
    const picked = [raw ?? ""].flat().filter((part) => String(part).trim() !== "");
    const labels = new Map(this.fields.map((field) => [field.value, field.closest("label")?.textContent?.trim()]));
    const words = this.shape === "text" ? picked : picked.map((id) => labels.get(id) ?? id);
    return words.join("; ") || say("no_answer");
  }

  /** Show what the server said to the answer; "" for nothing. @param {string} message */
  set message(message) {
    const line = /** @type {HTMLElement} */ (this.element.querySelector("[data-message]"));
    line.textContent = message;
    this.fields.forEach((field) => field.toggleAttribute("aria-invalid", message !== ""));
  }

  /** Mark as answered or not, here and in the navigator. @param {string} state */
  set state(state) {
    this.element.dataset.state = state;
    this.cell?.classList.toggle("is-answered", state === "answered");
    this.#tell();
  }

  get #flag() {
    return /** @type {HTMLElement} */ (this.element.querySelector("[data-flag]"));
  }

  get isFlagged() {
    return this.#flag.classList.contains("is-flagged");
  }

  set isFlagged(isFlagged) {
    this.#flag.classList.toggle("is-flagged", isFlagged);
    this.#flag.setAttribute("aria-pressed", String(isFlagged));
    this.cell?.classList.toggle("is-flagged", isFlagged);
    this.#tell();
  }

  /** The navigator's marks, in words. */
  #tell() {
    const name = this.cell?.querySelector("[data-name]");
    if (name) {
      const parts = [say("question", { number: this.position }), say(this.state)];
      name.textContent = (this.isFlagged ? [...parts, say("flagged")] : parts).join(", ");
    }
  }

  /** Take over a newer card from the server; what is shown stays shown. @param {HTMLElement} card */
  replace(card) {
    card.hidden = this.element.hidden;
    const heading = this.element.querySelector("h2");
    card.querySelector("h2")?.replaceWith(/** @type {Node} */ (heading));
    this.element.replaceWith(card);
    this.element = card;
    this.state = card.dataset.state ?? "";
  }

  /** Bring the keyboard and the screen reader here. */
  focus() {
    this.element.querySelector("h2")?.focus();
  }
}
