// Requests to our own server, and what it says.

/** @typedef {{status: number, json: any}} Reply `status` 0: nobody answered; 302: it sent us elsewhere */

const PATIENCE = 15_000;
const KEEPALIVE_LIMIT = 60_000;

/** Return the CSRF token as it is now: it changes with a new login. */
function token() {
  return document.cookie.match(/(?:^|;\s*)csrftoken=([^;]*)/)?.[1] ?? "";
}

/**
 * Post to our server. A request that is under way when the page is left is finished by the browser.
 * @param {string} url
 * @param {object | URLSearchParams} body JSON, or the fields of a form
 * @returns {Promise<Reply>}
 */
export async function post(url, body) {
  const isForm = body instanceof URLSearchParams;
  const text = isForm ? body.toString() : JSON.stringify(body);
  const type = isForm ? "application/x-www-form-urlencoded" : "application/json";
  const ask = () =>
    request(url, {
      method: "POST",
      body: text,
      headers: { "Content-Type": type, "X-CSRFToken": token(), Accept: "application/json" },
      keepalive: text.length < KEEPALIVE_LIMIT,
    });
  const reply = await ask();
  // A login in another tab has changed the token: read it again, once.
  return reply.status === 403 ? ask() : reply;
}

/** Get JSON from our server. @param {string} url @returns {Promise<Reply>} */
export function get(url) {
  return request(url, { headers: { Accept: "application/json" }, cache: "no-store" });
}

/** Get a piece of a page; null if there is none. @param {string} url @returns {Promise<Element | null>} */
export async function getElement(url) {
  try {
    const response = await fetch(url, { redirect: "error", signal: AbortSignal.timeout(PATIENCE) });
    const template = document.createElement("template");
    template.innerHTML = response.ok ? await response.text() : "";
    return template.content.firstElementChild;
  } catch {
    return null;
  }
}

/** @param {string} url @param {RequestInit} options @returns {Promise<Reply>} */
async function request(url, options) {
  try {
    const response = await fetch(url, {
      ...options,
      redirect: "manual",
      signal: AbortSignal.timeout(PATIENCE),
    });
    if (response.type === "opaqueredirect") {
      return { status: 302, json: null };
    }
    const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
    return { status: response.status, json: isJson ? await response.json() : null };
  } catch {
    return { status: 0, json: null };
  }
}
