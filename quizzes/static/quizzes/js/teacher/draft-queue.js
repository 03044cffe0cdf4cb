// Drafts that the server has not taken yet, kept on this device, an entry per user, thing and tab.

import { post } from "../net.js";

/**
 * @typedef {{user: string, subject: string, id: string, kind: string, base: number,
 *   base_revision: number, posted: string[][]}} Body what is sent
 * @typedef {{body: Body, url: string, at: number}} Entry where to, and when it was typed
 */

const PREFIX = "quizsite:draft:";
// Younger ones may be in the hands of another tab.
const ABANDONED = 5_000;

/** @returns {[string, Entry][]} what waits on this device, of one user, or of one thing of theirs */
export function waiting(user, thing = "") {
  try {
    const prefix = `${PREFIX}${user}:${thing}`;
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(prefix));
    return keys.map((key) => [key, JSON.parse(localStorage[key])]);
  } catch {
    return []; // a browser that keeps nothing for us
  }
}

export const keyOf = ({ user, subject, id }, tab) => `${PREFIX}${user}:${subject}:${id}:${tab}`;

/** Keep an entry; return whether this browser does. */
export function keep(key, body, url) {
  try {
    localStorage.setItem(key, JSON.stringify({ body, url, at: Date.now() }));
    return true;
  } catch {
    return false;
  }
}

/** Let go of an entry, unless it says something newer by now. */
export function drop(key, posted = null) {
  try {
    const entry = JSON.parse(localStorage.getItem(key) ?? "null");
    if (entry && (!posted || JSON.stringify(entry.body.posted) === JSON.stringify(posted))) {
      localStorage.removeItem(key);
    }
  } catch {
    // Nothing is kept here.
  }
}

/** Forget what a user has not sent. */
export const wipeDrafts = (user) => waiting(user).forEach(([key]) => localStorage.removeItem(key));

/**
 * Send what tabs that are gone have left; return whether the server took any, and what it did not,
 * as another tab has saved since.
 */
export async function sendAbandoned(user, thing = "") {
  let isTaken = false;
  const refused = [];
  for (const [key, { body, url, at }] of waiting(user, thing)) {
    if (Date.now() - at < ABANDONED) {
      continue;
    }
    const { status, json } = await post(url, body);
    if (status === 409) {
      refused.push({ key, body, url, stored: json.stored });
    } else if (status === 200 || status === 400 || status === 404) {
      isTaken ||= status === 200;
      drop(key, body.posted);
    }
  }
  return { isTaken, refused };
}
