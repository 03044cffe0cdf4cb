// Sends answers: one request at a time, again until the server has acknowledged each of them.

import { hear } from "./hearing.js";
import { post } from "./net.js";

/**
 * @typedef {import("./queue.js").Queue} Queue
 * @typedef {import("./queue.js").Entry} Entry
 * @typedef {"saved" | "saving" | "offline" | "login" | "lost" | "error"} State
 * @typedef {import("./hearing.js").Listener & {
 *   changed: (state: State, reply?: any) => void,
 *   closed: (url: string) => void}} Listener `closed`: the attempt was handed in elsewhere
 */

const PAUSE = 600;
const LONGEST_PAUSE = 3000;
const LONGEST_WAIT = 30;
const MOST_ITEMS = 50;
/** @type {Record<number, State>} */
const TROUBLES = { 302: "login", 401: "login", 403: "login", 404: "lost", 400: "error", 413: "error" };

export class Saver {
  #failures = 0;
  /** @type {State} */
  #trouble = "offline";
  #limit = MOST_ITEMS;
  #firstChange = 0;
  #timer = 0;
  /** @type {Promise<boolean> | null} */
  #underWay = null;

  /**
   * @param {{url: string, user: string}} where
   * @param {Queue} queue
   * @param {Map<number, number>} revisions the newest known, by position
   * @param {Listener} listener
   */
  constructor(where, queue, revisions, listener) {
    this.where = where;
    this.queue = queue;
    this.revisions = revisions;
    this.listener = listener;
  }

  /** The positions whose answers wait to be sent; those in conflict wait for the student. */
  get waiting() {
    return [...this.queue.entries].filter(([, entry]) => !entry.conflict).map(([position]) => position);
  }

  /** The positions in conflict. */
  get undecided() {
    return [...this.queue.entries].filter(([, entry]) => entry.conflict).map(([position]) => position);
  }

  /**
   * Take an answer: on the device at once, to the server at once or, while somebody types, soon.
   * @param {number} position @param {any} raw @param {{action?: string, isTyping?: boolean}} [how]
   */
  change(position, raw, { action = "save", isTyping = false } = {}) {
    const known = this.queue.entries.get(position);
    const entry = known ?? { base: this.revisions.get(position) ?? 0, sending: null };
    this.queue.put(position, { ...entry, raw, action });
    if (known?.conflict) {
      return;
    }
    if (this.#failures) {
      this.listener.changed(this.#trouble);
      return;
    }
    this.listener.changed("saving");
    this.#firstChange ||= Date.now();
    const pause = Math.min(PAUSE, Math.max(0, this.#firstChange + LONGEST_PAUSE - Date.now()));
    this.#schedule(isTyping ? pause : 0);
  }

  /**
   * Decide a conflict: true sends what was typed here, false leaves what is stored.
   * @param {number} position @param {boolean} isMine
   */
  decide(position, isMine) {
    const { conflict, ...mine } = /** @type {Entry} */ (this.queue.entries.get(position));
    if (isMine) {
      this.queue.put(position, { ...mine, base: conflict.revision, sending: null });
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

  /** @param {number} pause in milliseconds */
  #schedule(pause) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#once(), pause);
  }

  #once() {
    this.#underWay ??= this.#send().finally(() => {
      this.#underWay = null;
    });
    return this.#underWay;
  }

  async #send() {
    const positions = this.waiting.slice(0, this.#limit);
    if (!positions.length) {
      return true;
    }
    this.#firstChange = 0;
    const items = positions.map((position) => this.#item(position));
    const { status, json } = await post(this.where.url, { user: this.where.user, items });
    if (json?.items) {
      this.#hear(positions, json.items);
      return true;
    }
    this.#fail(status, json, positions[0]);
    return false;
  }

  /** What was sent and never acknowledged goes first: the server knows a repetition. @param {number} position */
  #item(position) {
    const entry = /** @type {Entry} */ (this.queue.entries.get(position));
    const { raw, action, base } = (entry.sending ??= { raw: entry.raw, action: entry.action, base: entry.base });
    this.queue.put(position, entry);
    return { position, raw, action, base_revision: base };
  }

  /** @param {number[]} positions @param {import("./hearing.js").Item[]} items */
  #hear(positions, items) {
    this.#failures = 0;
    this.#limit = MOST_ITEMS;
    hear(this.queue, this.revisions, items, this.listener);
    // A question that the server does not know would be sent for ever.
    const heard = new Set(items.map((item) => item.position));
    positions.filter((position) => !heard.has(position)).forEach((position) => this.queue.remove(position));
    this.listener.changed(this.waiting.length ? "saving" : "saved");
    if (this.waiting.length) {
      this.#schedule(this.#firstChange ? PAUSE : 0);
    }
  }

  /** @param {number} status @param {any} json @param {number} first */
  #fail(status, json, first) {
    if (status === 410) {
      this.queue.wipe();
      this.listener.closed(json?.url);
      return;
    }
    this.#failures += 1;
    const wait = Math.min(LONGEST_WAIT, 2 ** (this.#failures - 1));
    this.#schedule(1000 * wait * (0.75 + Math.random() / 2));
    this.#trouble = TROUBLES[status] ?? "offline";
    if (this.#trouble === "error") {
      // One answer that the server cannot take must not keep the others from it.
      this.#limit = 1;
      this.queue.moveToEnd(first);
    }
    this.listener.changed(this.#trouble, json);
  }
}
