// Sends answers: one request at a time, again and again until the server has acknowledged each.

import { post } from "./net.js";

const PAUSE = 600;
const LONGEST_PAUSE = 900;
const LONGEST_WAIT = 30;
const MOST_ITEMS = 50;
const TROUBLES = { 302: "login", 400: "error", 401: "login", 403: "login", 404: "lost", 413: "error" };

export class Saver {
  #failures = 0;
  #trouble = "";
  #limit = MOST_ITEMS;
  #firstChange = 0;
  #timer = 0;
  #underWay = null;

  /**
   * `where`: user and saveUrl; `revisions`: the newest known, by position. The listener is told,
   * beside what the queue hears, `changed(state, reply)`, and `closed(url)` when it is over.
   */
  constructor(where, queue, revisions, listener) {
    this.where = where;
    this.queue = queue;
    this.revisions = revisions;
    this.listener = listener;
  }

  /** The positions whose answers wait to be sent; those in conflict wait for the student. */
  get waiting() {
    return this.#positions((entry) => !entry.conflict);
  }

  get undecided() {
    return this.#positions((entry) => entry.conflict);
  }

  #positions(isMeant) {
    return [...this.queue.entries].filter(([, entry]) => isMeant(entry)).map(([position]) => position);
  }

  /** Take an answer: to the device at once, to the server at once or, while somebody types, soon. */
  change(position, raw, { action = "save", isTyping = false } = {}) {
    const known = this.queue.entries.get(position);
    const entry = known ?? { base: this.revisions.get(position) };
    this.queue.put(position, { ...entry, raw, action });
    if (known?.conflict) {
      return;
    }
    this.listener.changed(this.#trouble || "saving");
    if (!this.#failures) {
      this.#firstChange ||= Date.now();
      const pause = Math.min(PAUSE, Math.max(0, this.#firstChange + LONGEST_PAUSE - Date.now()));
      this.#schedule(isTyping ? pause : 0);
    }
  }

  /** Decide a conflict: send what was typed here, or leave what is stored. */
  decide(position, isMine) {
    const { conflict, ...mine } = this.queue.entries.get(position);
    if (isMine) {
      this.queue.put(position, { ...mine, base: conflict.revision });
      this.flush();
    } else {
      this.queue.remove(position);
    }
  }

  /** Send what waits; return whether the server has all of it. */
  async flush() {
    clearTimeout(this.#timer);
    do {
      if (!(await this.#once())) {
        return false;
      }
    } while (this.waiting.length);
    return true;
  }

  #schedule(pause) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#once(), pause);
  }

  #once() {
    this.#underWay ??= this.#send().finally(() => (this.#underWay = null));
    return this.#underWay;
  }

  async #send() {
    const positions = this.waiting.slice(0, this.#limit);
    if (!positions.length) {
      return true;
    }
    this.#firstChange = 0;
    const items = positions.map((position) => this.#item(position));
    const { status, json } = await post(this.where.saveUrl, { user: this.where.user, items });
    const isHeard = Boolean(json?.items);
    isHeard ? this.#hear(positions, json.items) : this.#fail(status, json, positions[0]);
    return isHeard;
  }

  /** What was sent and never acknowledged goes first: the server knows a repetition. */
  #item(position) {
    const entry = this.queue.entries.get(position);
    const { raw, action, base } = entry.sending ?? entry;
    this.queue.put(position, { ...entry, sending: { raw, action, base } });
    return { position, raw, action, base_revision: base };
  }

  #hear(positions, items) {
    this.#failures = 0;
    this.#trouble = "";
    this.#limit = MOST_ITEMS;
    for (const item of items) {
      this.revisions.set(item.position, item.revision);
      this.queue.hear(item, this.listener);
    }
    // A question that the server does not know would be sent for ever.
    const heard = items.map((item) => item.position);
    const unheard = positions.filter((position) => !heard.includes(position));
    unheard.forEach((position) => this.queue.remove(position));
    const isMore = this.waiting.length > 0;
    this.listener.changed(isMore ? "saving" : "saved");
    if (isMore) {
      this.#schedule(this.#firstChange ? PAUSE : 0);
    }
  }

  #fail(status, json, first) {
    if (status === 410) {
      this.queue.wipe();
      this.listener.closed(json?.url);
      return;
    }
    const wait = Math.min(LONGEST_WAIT, 2 ** this.#failures++);
    this.#schedule(1000 * wait * (0.75 + Math.random() / 2));
    this.#trouble = TROUBLES[status] ?? "offline";
    if (this.#trouble === "error") {
      // One answer that the server cannot take must not keep the others from it: it goes last.
      this.#limit = 1;
      const entry = this.queue.entries.get(first);
      this.queue.entries.delete(first);
      this.queue.entries.set(first, entry);
    }
    this.listener.changed(this.#trouble, json);
  }
}
