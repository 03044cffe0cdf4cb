// A question is being written: nothing typed is lost to a left page or an ended session.

let isLeaving = false;

const form = () => document.querySelector("[data-editor]");
const written = () => new URLSearchParams(new FormData(form())).toString();
const before = written();

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
