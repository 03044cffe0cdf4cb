// Shows highlights and notes in the text, as the server's own page does (queries/articles.py).

import { say } from "./words.js";

const NAMED_BY = 40;

// The sentence whose note is in the field.
let edited = "";

/** Return the first words of a sentence, as the page has them now. */
export function nameOf(sentence) {
  const words = sentence.textContent.trim();
  return words.length <= NAMED_BY ? words : `${words.slice(0, NAMED_BY).trimEnd()}…`;
}

function element(name, properties, ...inside) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...inside);
  return made;
}

/** Show a sentence, and the notes of its paragraph, as they are marked; `edit(id)` opens a note. */
export function draw(text, marks, id, edit) {
  const sentence = text.sentence(id);
  if (!sentence) {
    return;
  }
  const { is_highlighted: isHighlighted, note } = marks.of(id);
  sentence.classList.toggle("is-highlighted", isHighlighted);
  isHighlighted ? sentence.setAttribute("role", "mark") : sentence.removeAttribute("role");
  const link = sentence.parentElement.querySelector(`[href="#note-${id}"]`);
  if (note && !link) {
    sentence.after(element("a", { className: "qs-note-link", href: `#note-${id}`, ariaLabel: say("your_note") }));
  } else if (!note) {
    link?.remove();
  }
  drawNotes(sentence.closest("p"), marks, edit);
}

/** Show the notes on a paragraph under it, anew. */
export function drawNotes(paragraph, marks, edit) {
  const old = paragraph.parentElement.querySelector(`:scope > #${paragraph.id} ~ .qs-own-notes`);
  if (old && precedes(old, paragraph)) {
    old.remove();
  }
  const noted = [...paragraph.querySelectorAll(".qs-sentence")].filter(({ id }) => marks.of(id).note);
  if (noted.length) {
    const list = element("ul", { className: "qs-own-notes", ariaLabel: say("your_notes") });
    list.append(...noted.map((sentence) => item(sentence, marks.of(sentence.id).note, edit)));
    paragraph.after(list);
  }
}

/** Whether a list belongs to a paragraph: nothing but the open field for a note is between them. */
function precedes(list, paragraph) {
  const before = list.previousElementSibling;
  return before === paragraph || (before.matches("form") && before.previousElementSibling === paragraph);
}

function item(sentence, note, edit) {
  const { id } = sentence;
  const name = nameOf(sentence);
  const of = element("a", { className: "qs-own-note__of", href: `#${id}` }, name);
  const words = element("p", { className: "qs-own-note__text", translate: false }, note);
  const button = element("button", { className: "qs-own-note__edit", type: "button" }, say("edit"));
  button.setAttribute("aria-label", say("edit_note", { name }));
  button.addEventListener("click", () => edit(id));
  return element("li", { className: "qs-own-note", id: `note-${id}`, hidden: id === edited }, of, words, button);
}

/** Leave the note of a sentence out of the list while its field is open; "" brings it back. */
export function leaveOut(id) {
  for (const each of [edited, id]) {
    const shown = document.getElementById(`note-${each}`);
    if (shown) {
      shown.hidden = each === id;
    }
  }
  edited = id;
}
