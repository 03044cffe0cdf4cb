// A question is being written: its preview follows the typing, and nothing typed is lost to a slow
// answer or an ended session.

import { over, save } from "./drafts.js";

const PAUSE = 900;

/** @returns {HTMLFormElement} anew: each answer of the server brings another */
const form = () => document.querySelector("[data-editor]");

/** What stands in the fields that people fill in, by their ids. */
function typed() {
  const fields = [...form().elements].filter(({ id, type }) => id && type !== "hidden" && type !== "submit");
  return new Map(fields.map(({ id, checked, value }) => [id, [Boolean(checked), value]]));
}

let sent = new Map();
let since = [];
let timer = 0;

/** Whether an answer is for the whole form, not for what is shown beside it. */
const isForForm = ({ detail }) => detail.target?.id === "editor";

function look() {
  clearTimeout(timer);
  timer = setTimeout(() => {
    const shown = document.getElementById("editor-preview-body");
    shown.dispatchEvent(new CustomEvent("qs:pause"));
  }, PAUSE);
}

for (const kind of ["input", "change"]) {
  document.addEventListener(kind, ({ target }) => {
    if (/** @type {any} */ (target).form === form()) {
      look();
    }
  });
}
// A login in another tab has changed the token that stands in the form.
document.addEventListener("htmx:configRequest", ({ detail }) => {
  detail.parameters.csrfmiddlewaretoken = document.cookie.match(/csrftoken=([^;]*)/)?.[1] ?? "";
});
// The answer shows the form as it was sent: what was typed while it was awaited is put in again.
document.addEventListener("htmx:beforeRequest", (event) => {
  if (isForForm(event)) {
    clearTimeout(timer);
    sent = typed();
  }
});
document.addEventListener("htmx:beforeSwap", (event) => {
  const isAnswered = isForForm(event);
  since = [...(isAnswered ? typed() : [])].filter(([id, [isTicked, text]]) => {
    const [wasTicked, was] = sent.get(id) ?? [false, ""];
    return isTicked !== wasTicked || text !== was;
  });
});
document.addEventListener("htmx:afterSwap", () => {
  for (const [id, [isTicked, text]] of since) {
    const field = document.getElementById(id);
    if (field?.type === "checkbox" || field?.type === "radio") {
      field.checked = isTicked;
    } else if (field) {
      field.value = text;
    }
  }
  since = [];
});
document.addEventListener("htmx:beforeOnLoad", (event) => {
  const away = event.detail.xhr.getResponseHeader("HX-Redirect");
  if (away === form().dataset.done) {
    over();
  } else if (away) {
    // The session has ended: the page stays, with all that was typed.
    event.preventDefault();
    save();
    if (isForForm(event)) {
      form().querySelector("[data-login]").hidden = false;
    }
  }
});
// What is there already is shown at once.
if (form().querySelector("textarea").value.trim()) {
  look();
}
