// A question is being written: nothing typed is lost to a left page, a slow answer, an ended session.

/** @returns {HTMLFormElement} anew: each answer of the server brings another */
const form = () => document.querySelector("[data-editor]");
const written = () => new URLSearchParams(new FormData(form())).toString();

/** What stands in the fields that people fill in, by their ids. */
function typed() {
  const fields = [...form().elements].filter(({ id, type }) => id && type !== "hidden" && type !== "submit");
  return new Map(fields.map(({ id, checked, value }) => [id, [Boolean(checked), value]]));
}

const before = written();
let isLeaving = false;
let sent = new Map();
let since = [];

window.addEventListener("beforeunload", (event) => {
  if (!isLeaving && written() !== before) {
    event.preventDefault();
  }
});
document.addEventListener("submit", ({ target }) => {
  isLeaving ||= target === form();
});
// A login in another tab has changed the token that stands in the form.
document.addEventListener("htmx:configRequest", ({ detail }) => {
  detail.parameters.csrfmiddlewaretoken = document.cookie.match(/csrftoken=([^;]*)/)?.[1] ?? "";
});
// The answer shows the form as it was sent: what was typed while it was awaited is put in again.
document.addEventListener("htmx:beforeRequest", () => {
  sent = typed();
});
document.addEventListener("htmx:beforeSwap", () => {
  since = [...typed()].filter(([id, [isTicked, text]]) => {
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
});
document.addEventListener("htmx:beforeOnLoad", (event) => {
  const away = event.detail.xhr.getResponseHeader("HX-Redirect");
  if (away === form().dataset.done) {
    isLeaving = true;
  } else if (away) {
    // The session has ended: the page stays, with all that was typed.
    event.preventDefault();
    form().querySelector("[data-login]").hidden = false;
  }
});
