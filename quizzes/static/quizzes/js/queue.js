// Unsent answers, kept on this device, an entry per user, attempt and question, until the server has each.

/**
 * @typedef {object} Entry
 * @property {any} raw the newest answer, and
 * @property {string} action what to do with it: "save" or "check"
 * @property {number} base the revision that it was given on
 * @property {{raw: any, action: string, base: number}} [sending] what was sent and not acknowledged
 * @property {Item} [conflict] what the server has instead, until the student picks; not kept
 *
 * @typedef {{position: number, status: string, revision: number, at: string, message: string,
 *   is_finished: boolean, stored?: any}} Item the server's word on one answer
 */

const PREFIX = "quizsite:answer:";

/** @returns {[string, any][]} the entries on this device under a prefix, by key */
function stored(prefix) {
  try {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(prefix));
    return keys.map((key) => [key, JSON.parse(localStorage[key])]);
  } catch {
    return []; // a browser that keeps nothing for us
  }
}

const isSame = (one, other) => JSON.stringify(one) === JSON.stringify(other);

const forget = (prefix) => stored(prefix).forEach(([key]) => localStorage.removeItem(key));

/** Return title, url and count of each attempt of a user with unsent answers here. */
export function unsentOf(user) {
  const found = new Map();
  for (const [key, { title, url }] of stored(`${PREFIX}${user}:`)) {
    const attempt = key.split(":")[3];
    found.set(attempt, { title, url, count: (found.get(attempt)?.count ?? 0) + 1 });
  }
  return [...found.values()];
}

/** Forget what a user has not sent. */
export const wipeUser = (user) => forget(`${PREFIX}${user}:`);

/** The unsent answers of one user at one attempt. */
export class Queue {
  /** @type {Map<number, Entry>} by position */
  entries = new Map();
  /** Whether this device keeps what is put here. */
  isKept = true;
  #written = new Map();

  /** @param {any} page its data: user, attempt, title and takeUrl */
  constructor({ user, attempt, title, takeUrl }) {
    this.prefix = `${PREFIX}${user}:${attempt}:`;
    this.about = { title, url: takeUrl };
    for (const [key, entry] of stored(this.prefix)) {
      const position = Number(key.slice(this.prefix.length));
      this.entries.set(position, entry);
      this.#written.set(position, localStorage[key]);
    }
  }

  /** Keep an entry, here and on the device. */
  put(position, entry) {
    this.entries.set(position, entry);
    const text = JSON.stringify({ ...entry, conflict: undefined, ...this.about });
    try {
      localStorage.setItem(this.prefix + position, text);
      this.#written.set(position, text);
    } catch {
      this.isKept = false;
    }
  }

  /** Let go of an entry; what another tab has put there since is not ours to remove. */
  remove(position) {
    this.entries.delete(position);
    try {
      if (localStorage[this.prefix + position] === this.#written.get(position)) {
        localStorage.removeItem(this.prefix + position);
      }
    } catch {
      // Nothing is kept here.
    }
  }

  /**
   * Let go of what the server acknowledges, by the very value; keep what is newer, and conflicts.
   * The listener is told `saved(item, isNewest)`, `refused(item)` (it will never be taken), or
   * `conflicted(item)` (what is stored counts until the student picks).
   */
  hear(item, listener) {
    const { position, status, stored, is_finished: isFinished } = item;
    const entry = this.entries.get(position);
    if (!entry) {
      return;
    }
    const { raw, action, sending } = entry;
    if (status === "conflict" && !isFinished && !isSame(stored, raw)) {
      this.put(position, { ...entry, sending: undefined, conflict: item });
      listener.conflicted(item);
    } else if (status === "refused" || (status === "conflict" && isFinished)) {
      this.remove(position);
      listener.refused(item);
    } else {
      const known = status === "conflict" ? [stored, "save"] : [sending?.raw, sending?.action];
      const isNewest = isSame([raw, action], known);
      if (isNewest) {
        this.remove(position);
      } else {
        this.put(position, { ...entry, base: item.revision, sending: undefined });
      }
      listener.saved(item, isNewest);
    }
  }

  /** Forget all: the attempt is over. */
  wipe() {
    this.entries.clear();
    forget(this.prefix);
  }
}
