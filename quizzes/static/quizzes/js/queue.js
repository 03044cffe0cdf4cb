// Unsent answers, kept on this device: an entry per user, attempt and question, until the server has it.

/**
 * @typedef {{raw: any, action: string}} Answer what a question is answered with
 * @typedef {Answer & {base: number}} Sending an answer on top of a revision
 * @typedef {object} Entry
 * @property {any} raw the newest answer
 * @property {string} action "save" or "check"
 * @property {number} base the revision that the answer was given on
 * @property {Sending | null} sending what a request has carried and nobody has acknowledged
 * @property {any} [conflict] what the server has instead, until the student picks; not stored
 * @typedef {{title: string, url: string}} About the attempt, for a link to it
 */

const PREFIX = "quizsite:answer:";

/** Return the device's store; null where the browser has none for us. */
function store() {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

/** @param {string} prefix @returns {[string, any][]} */
function stored(prefix) {
  const kept = store();
  const keys = kept ? Object.keys(kept).filter((key) => key.startsWith(prefix)) : [];
  return keys.flatMap((key) => {
    try {
      const entry = JSON.parse(kept?.getItem(key) ?? "");
      return entry && Number.isInteger(entry.base) ? [[key, entry]] : [];
    } catch {
      return [];
    }
  });
}

/**
 * Return which attempts of a user have unsent answers here, and how many.
 * @param {string} user
 * @returns {(About & {attempt: string, count: number})[]}
 */
export function unsentOf(user) {
  const found = new Map();
  for (const [key, entry] of stored(`${PREFIX}${user}:`)) {
    const attempt = key.split(":")[3];
    const { title, url } = entry.about ?? {};
    const count = (found.get(attempt)?.count ?? 0) + 1;
    found.set(attempt, { attempt, title, url, count });
  }
  return [...found.values()];
}

/** Forget what a user has not sent. @param {string} user */
export function wipe(user) {
  for (const [key] of stored(`${PREFIX}${user}:`)) {
    store()?.removeItem(key);
  }
}

/** The entries of one user at one attempt. */
export class Queue {
  /** @type {Map<number, Entry>} by position */
  entries = new Map();
  /** @type {Map<number, string>} what this page wrote, by position */
  #written = new Map();
  #prefix;
  #about;

  /** Whether this device keeps what is put here. */
  isKept = true;

  /** @param {string} user @param {string} attempt @param {About} about */
  constructor(user, attempt, about) {
    this.#prefix = `${PREFIX}${user}:${attempt}:`;
    this.#about = about;
    for (const [key, { about: _about, ...entry }] of stored(this.#prefix)) {
      const position = Number(key.slice(this.#prefix.length));
      this.entries.set(position, entry);
      this.#written.set(position, store()?.getItem(key) ?? "");
    }
  }

  /** Keep an entry, here and on the device. @param {number} position @param {Entry} entry */
  put(position, entry) {
    this.entries.set(position, entry);
    const { conflict: _conflict, ...kept } = entry;
    const text = JSON.stringify({ ...kept, about: this.#about });
    try {
      store()?.setItem(this.#prefix + position, text);
      this.#written.set(position, text);
      this.isKept = store() !== null;
    } catch {
      this.isKept = false;
    }
  }

  /** Let go of an entry. What another tab has put there since is not ours to remove. @param {number} position */
  remove(position) {
    const key = this.#prefix + position;
    if (store()?.getItem(key) === this.#written.get(position)) {
      store()?.removeItem(key);
    }
    this.entries.delete(position);
    this.#written.delete(position);
  }

  /** Let the others go first. @param {number} position */
  moveToEnd(position) {
    const entry = this.entries.get(position);
    if (entry && this.entries.delete(position)) {
      this.entries.set(position, entry);
    }
  }

  /** Forget all: the attempt is over. */
  wipe() {
    this.entries.clear();
    for (const [key] of stored(this.#prefix)) {
      store()?.removeItem(key);
    }
  }
}
