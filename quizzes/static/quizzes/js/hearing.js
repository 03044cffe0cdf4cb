// What becomes of the queue when the server has answered.

/**
 * @typedef {{position: number, status: string, revision: number, at: string, message: string,
 *   is_finished: boolean, stored?: any}} Item the server's word on one answer
 */

const isSame = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/**
 * Let go of what the server has acknowledged, by the very value; keep what is newer, and conflicts.
 * Tells the listener `saved(item, isNewest)`, `refused(item)` (it will never be taken) or
 * `conflicted(item)` (what is stored counts until the student picks).
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

function take(queue, entry, item, listener) {
  const { position, status } = item;
  if (status === "conflict" && !item.is_finished) {
    if (isSame(item.stored, entry.raw)) {
      settle(queue, entry, item, entry.action === "save", listener);
    } else {
      queue.put(position, { ...entry, sending: undefined, conflict: item });
      listener.conflicted(item);
    }
  } else if (status === "saved" || status === "late") {
    const { raw, action } = entry.sending ?? {};
    settle(queue, entry, item, isSame([entry.raw, entry.action], [raw, action]), listener);
  } else {
    queue.remove(position);
    listener.refused(item);
  }
}

function settle(queue, entry, item, isNewest, listener) {
  if (isNewest) {
    queue.remove(item.position);
  } else {
    queue.put(item.position, { ...entry, base: item.revision, sending: undefined });
  }
  listener.saved(item, isNewest);
}
