// The reading tools' words, which the server has translated, and their voice.

const words = JSON.parse(document.getElementById("reading-words").textContent);

/** Return a text with its places filled. */
export const say = (key, values = {}) => words[key].replace(/%\((\w+)\)s/g, (_, name) => values[name]);

const place = document.querySelector("[data-reading-note]");
const status = place.querySelector("[data-reading-status]");
const button = place.querySelector("[data-undo]");
const REST = 5000;
let timer = 0;
let act = null;

/** Say something politely, for eyes and ears; `undo` is done by its button, or by Ctrl+Z. */
export function tell(text, undo = null) {
  clearTimeout(timer);
  act = undo;
  place.hidden = false;
  button.hidden = !undo;
  status.textContent = text;
  timer = setTimeout(hide, undo ? 3 * REST : REST);
}

/** Undo what was told of last, if that can be undone. */
export function undo() {
  act?.();
  act = null;
}

function hide() {
  // Not from under the hand that is about to press it.
  if (place.matches(":focus-within, :hover")) {
    timer = setTimeout(hide, REST);
  } else {
    place.hidden = true;
    act = null;
  }
}

button.addEventListener("click", undo);
