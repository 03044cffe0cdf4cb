// The reader's own highlights and notes: what they are, and keeping them on the server.

import { post } from "../net.js";
import { say, tell } from "./words.js";

const { user, highlightUrl, noteUrl } = document.getElementById("reading-form").dataset;
const AGAIN = 5000;
const NONE = { is_highlighted: false, note: "" };

/** Return why something was not kept, in words; nobody answered, a login is asked for, or a refusal. */
export function trouble({ status, json }) {
  if (status === 0) {
    return say("offline");
  }
  const isOut = [302, 401, 403].includes(status);
  const isRefused = status === 400 || status === 404;
  return isOut ? say("login") : isRefused ? say("refused", { reason: json?.message ?? status }) : say("failed");
}

export class Marks {
  /** Highlights that the server does not have yet, by sentence. */
  #unsent = new Map();
  #isSending = false;
  #isInTrouble = false;
  #timer = 0;

  /** `changed(id)` is told of each sentence whose marks are others now. */
  constructor(changed) {
    this.changed = changed;
    this.all = new Map(Object.entries(JSON.parse(document.getElementById("reading-marks").textContent)));
    window.addEventListener("online", () => this.#send());
    window.addEventListener("pagehide", () => this.#send());
  }

  of(id) {
    return this.all.get(id) ?? NONE;
  }

  get isUnsent() {
    return this.#unsent.size > 0;
  }

  #set(id, change) {
    this.all.set(id, { ...this.of(id), ...change });
    this.changed(id);
  }

  highlight(ids, isHighlighted) {
    for (const id of ids) {
      this.#set(id, { is_highlighted: isHighlighted });
      this.#unsent.set(id, isHighlighted);
    }
    this.#send();
  }

  /** Keep a note on top of the one that is known here; return the server's reply. */
  async note(id, note, base = this.of(id).note) {
    const reply = await post(noteUrl, { user, sentence: id, note, base });
    if (reply.status === 200) {
      this.#set(id, { note });
    }
    return reply;
  }

  async #send() {
    clearTimeout(this.#timer);
    if (this.#isSending) {
      return;
    }
    this.#isSending = true;
    let isTaken = true;
    while (isTaken && this.isUnsent) {
      isTaken = await this.#sendSome();
    }
    this.#isSending = false;
  }

  /** Send all that are to be as the first one is. */
  async #sendSome() {
    const [[, isHighlighted]] = this.#unsent;
    const sentences = [...this.#unsent].filter(([, wish]) => wish === isHighlighted).map(([id]) => id);
    const reply = await post(highlightUrl, { user, sentences, is_highlighted: isHighlighted });
    const isRefused = reply.status === 400 || reply.status === 404;
    if (reply.status === 204 || isRefused) {
      // One that was changed meanwhile is still to be sent.
      sentences.filter((id) => this.#unsent.get(id) === isHighlighted).forEach((id) => this.#unsent.delete(id));
    } else {
      this.#timer = setTimeout(() => this.#send(), AGAIN);
    }
    if (isRefused) {
      sentences.forEach((id) => this.#set(id, { is_highlighted: !isHighlighted }));
    }
    const isKept = reply.status === 204;
    const isSettled = isKept || isRefused;
    // Failure and recovery are told, not every attempt.
    if (isKept ? this.#isInTrouble : isRefused || !this.#isInTrouble) {
      tell(isKept ? say("saved") : trouble(reply));
    }
    this.#isInTrouble = !isSettled;
    return isSettled;
  }
}
