// Requests to our own server.

/** @typedef {{status: number, json: any}} Reply status 0: nobody answered; 302: we were sent elsewhere */

const PATIENCE = 15_000;
const KEEPALIVE_LIMIT = 60_000;

/** @returns {Promise<Reply>} to an object as JSON, or to the fields of a form */
export async function post(url, body) {
  const isForm = body instanceof URLSearchParams;
  const text = isForm ? String(body) : JSON.stringify(body);
  const ask = () =>
    request(url, {
      method: "POST",
      body: text,
      headers: {
        "Content-Type": `application/${isForm ? "x-www-form-urlencoded" : "json"}`,
        "X-CSRFToken": document.cookie.match(/csrftoken=([^;]*)/)?.[1] ?? "",
      },
      // So that the browser finishes it when the page is left.
      keepalive: text.length < KEEPALIVE_LIMIT,
    });
  const reply = await ask();
  // A login in another tab has changed the token: read it again, once.
  return reply.status === 403 ? ask() : reply;
}

/** @returns {Promise<Reply>} */
export const get = (url) => request(url, { cache: "no-store" });

async function request(url, options) {
  try {
    const signal = AbortSignal.timeout(PATIENCE);
    const response = await fetch(url, { ...options, redirect: "manual", signal });
    const isJson = response.headers.get("Content-Type")?.includes("json");
    const isElsewhere = response.type === "opaqueredirect";
    return { status: isElsewhere ? 302 : response.status, json: isJson ? await response.json() : null };
  } catch {
    return { status: 0, json: null };
  }
}
