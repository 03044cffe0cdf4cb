// The field for a note, under its paragraph: saves by itself, says so, and keeps what it cannot save.

import { leaveOut } from "./drawing.js";
import { trouble } from "./marks.js";
import { say } from "./words.js";

const PAUSE = 1000;
const AGAIN = 5000;

export class NoteEditor {
  /** @type {HTMLFormElement} */
  element = document.querySelector("[data-note-editor]");
  field = this.element.querySelector("textarea");
  #state = this.element.querySelector("[data-note-state]");
  #id = "";
  #base = "";
  #timer = 0;
  #saving = Promise.resolve(true);
  /** Another device has kept another text: only the reader decides, by Done. */
  #isConflict = false;

  /** `closed(id)` is told when all of a note is kept and its field is gone. */
  constructor(text, marks, closed) {
    this.text = text;
    this.marks = marks;
    this.closed = closed;
    this.field.addEventListener("input", () => this.#isConflict || this.#wait(PAUSE, say("typing")));
    this.element.addEventListener("submit", (event) => {
      event.preventDefault();
      this.close();
    });
    this.element.addEventListener("keydown", (event) => {
      // The drawer around it stays; Ctrl+Enter is the way of many fields.
      event.stopPropagation();
      if (event.key === "Escape" || (event.key === "Enter" && event.ctrlKey)) {
        event.preventDefault();
        this.close();
      }
    });
    window.addEventListener("online", () => this.save());
    window.addEventListener("pagehide", () => this.save());
    document.addEventListener("visibilitychange", () => document.hidden && this.save());
  }

  get #note() {
    return this.field.value.trim();
  }

  get isUnsaved() {
    return this.#id !== "" && this.#note !== this.marks.of(this.#id).note;
  }

  /** Open the note of a sentence, when the one before is kept. */
  async open(id) {
    if (this.#id && this.#id !== id && !(await this.close())) {
      return;
    }
    this.#id = id;
    leaveOut(id);
    this.#isConflict = false;
    this.#base = this.marks.of(id).note;
    this.field.value = this.#base;
    this.#state.textContent = say("typing");
    this.text.sentence(id).closest("p").after(this.element);
    this.element.hidden = false;
    this.field.focus();
    this.element.scrollIntoView({ block: "nearest" });
  }

  /** Save and put the field away; return whether that was done: what is not kept stays open. */
  async close() {
    const id = this.#id;
    if (!id) {
      return true;
    }
    this.#isConflict = false;
    if (!(await this.save())) {
      this.field.focus();
      return false;
    }
    if (this.#id === id) {
      this.#id = "";
      leaveOut("");
      this.element.hidden = true;
      this.closed(id);
    }
    return true;
  }

  #wait(time, words) {
    clearTimeout(this.#timer);
    this.#state.textContent = words;
    this.#timer = setTimeout(() => this.save(), time);
  }

  /** Save what was typed, one save after the other; return whether all of it is kept. */
  save() {
    clearTimeout(this.#timer);
    this.#saving = this.#saving.then(() => this.#save());
    return this.#saving;
  }

  async #save() {
    if (!this.isUnsaved || this.#isConflict) {
      return !this.isUnsaved;
    }
    const [id, note] = [this.#id, this.#note];
    this.#state.textContent = say("saving");
    const reply = await this.marks.note(id, note, this.#base);
    if (reply.status === 200) {
      this.#base = note;
      this.#state.textContent = say("saved");
      return !this.isUnsaved || this.#save();
    }
    if (reply.status === 409) {
      this.#isConflict = true;
      this.#base = reply.json.stored;
      this.#state.textContent = say("changed", { stored: reply.json.stored });
    } else if (reply.status === 400 || reply.status === 404) {
      this.#state.textContent = trouble(reply);
    } else {
      this.#wait(AGAIN, trouble(reply));
    }
    return false;
  }
}
