// What becomes of the queue when the server has answered.

/**
 * @typedef {import("./queue.js").Queue} Queue
 * @typedef {import("./queue.js").Entry} Entry
 * @typedef {{position: number, status: string, revision: number, at: string, message: string,
 *   is_finished: boolean, stored?: any}} Item the server's word on one answer
 * @typedef {object} Listener
 * @property {(item: Item, isNewest: boolean) => void} saved stored; `isNewest`: it is what the field says
 * @property {(item: Item) => void} refused the answer will never be taken
 * @property {(item: Item) => void} conflicted something else is stored, which counts until the student picks
 */

/** @param {any} one @param {any} other */
const isSame = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/**
 * Let go of what the server has acknowledged, by the very value; keep what is newer, and conflicts.
 * @param {Queue} queue
 * @param {Map<number, number>} revisions the newest known, by position
 * @param {Item[]} items
 * @param {Listener} listener
 */
export function hear(queue, revisions, items, listener) {
  for (const item of items) {
    const entry = queue.entries.get(item.position);
    if (entry) {
      revisions.set(item.position, item.revision);
      take(queue, entry, item, listener);
    }
  }
}

/** @param {Queue} queue @param {Entry} entry @param {Item} item @param {Listener} listener */
function take(queue, entry, item, listener) {
  if (item.status === "conflict" && !item.is_finished) {
    disagree(queue, entry, item, listener);
  } else if (item.status === "saved" || item.status === "late") {
    const sent = entry.sending;
    const isNewest = isSame([entry.raw, entry.action], [sent?.raw, sent?.action]);
    settle(queue, entry, item, isNewest);
    listener.saved(item, isNewest);
  } else {
    queue.remove(item.position);
    listener.refused(item);
  }
}

/** @param {Queue} queue @param {Entry} entry @param {Item} item @param {Listener} listener */
function disagree(queue, entry, item, listener) {
  if (isSame(item.stored, entry.raw)) {
    settle(queue, entry, item, entry.action === "save");
    listener.saved({ ...item, status: "saved" }, true);
  } else {
    queue.put(item.position, { ...entry, sending: null, conflict: item });
    listener.conflicted(item);
  }
}

/** @param {Queue} queue @param {Entry} entry @param {Item} item @param {boolean} isDone */
function settle(queue, entry, item, isDone) {
  if (isDone) {
    queue.remove(item.position);
  } else {
    queue.put(item.position, { ...entry, base: item.revision, sending: null });
  }
}
