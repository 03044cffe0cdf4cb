// The dialog that logs in on the page for answering: nothing is left, nothing is lost.
// It is loaded when a session has ended, not with the page.

import { get, post } from "./net.js";
import { data, say } from "./page.js";

const dialog = document.body.appendChild(document.createElement("dialog"));
dialog.className = "qs-card qs-guard";
dialog.setAttribute("aria-labelledby", "log-in-here-title");
const asked = dialog.appendChild(document.createElement("div"));
asked.className = "qs-stack";
const heard = dialog.appendChild(document.createElement("p"));
heard.setAttribute("role", "alert");
let isDeclined = false;
let whenDone;

/**
 * Ask who is there, and call `done` when it is the person whose answers wait. By itself the page
 * asks until somebody says "later", and never while somebody types: the letters would go astray.
 */
export async function ask(done, isCalled = false) {
  whenDone = done;
  const mayAsk = () => !dialog.open && (isCalled || !(isDeclined || isTyping()));
  if (mayAsk()) {
    const { status, json } = await get(`${data.logInUrl}?owner=${data.user}`);
    if (status === 204) {
      end();
    } else if (json?.html && mayAsk()) {
      show(json.html);
      dialog.showModal();
      focus();
    }
  }
}

const isTyping = () => document.activeElement?.matches("input:not([type]), [type=text], textarea");

function show(html) {
  asked.innerHTML = html;
  asked.querySelectorAll("[data-owner]").forEach((place) => (place.textContent = data.userName));
  tell("");
}

/** The words that are seen in their place are heard as well; `isSeen` shows others. */
function tell(text, isSeen = false) {
  heard.textContent = text;
  heard.className = isSeen ? "qs-error" : "visually-hidden";
}

function focus() {
  const fields = "[aria-invalid=true], input:not([type=hidden])";
  /** @type {HTMLElement} */ (asked.querySelector(fields)).focus();
}

function end() {
  isDeclined = false;
  dialog.close("done");
  whenDone();
}

dialog.addEventListener("close", () => {
  isDeclined = dialog.returnValue !== "done";
  dialog.returnValue = "";
  asked.replaceChildren();
});

dialog.addEventListener("click", ({ target }) => {
  if (/** @type {HTMLElement} */ (target).matches("[data-later]")) {
    dialog.close();
  }
});

dialog.addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = /** @type {HTMLFormElement} */ (event.target);
  const button = /** @type {HTMLButtonElement} */ (form.querySelector("[type=submit]"));
  button.disabled = true;
  const fields = /** @type {any} */ (new FormData(form));
  const { status, json } = await post(form.action, new URLSearchParams(fields));
  button.disabled = false;
  if (status === 204) {
    end();
  } else if (json?.html) {
    show(json.html);
    const errors = asked.querySelectorAll(".qs-callout p, .invalid-feedback");
    tell([...errors].map((error) => error.textContent.trim()).join(" "));
    focus();
  } else {
    tell(say("not_logged_in"), true);
  }
});
