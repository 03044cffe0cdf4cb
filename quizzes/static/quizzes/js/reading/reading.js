// The reading tools of an article: joins their parts. Without it the page shows what was marked.

import { follow } from "./dimming.js";
import { draw, drawNotes } from "./drawing.js";
import { Find } from "./find.js";
import { walk } from "./keys.js";
import { MarkBar } from "./mark-bar.js";
import { Marks, trouble } from "./marks.js";
import { NoteEditor } from "./note-editor.js";
import { choose } from "./settings.js";
import { Text } from "./text.js";
import { say, tell, undo } from "./words.js";

// So long a selection must stand still before the tools come.
const PAUSE = 250;

const text = new Text();
/** @type {HTMLElement} */
const pane = document.querySelector("[data-article]");
const edit = (id) => editor.open(id);
const marks = new Marks((id) => draw(text, marks, id, edit));
const editor = new NoteEditor(text, marks, (id) => go(text.sentence(id), { preventScroll: true }));

function highlight(ids, isHighlighted = true) {
  marks.highlight(ids, isHighlighted);
  getSelection().removeAllRanges();
  tell(say(isHighlighted ? "highlighted" : "not_highlighted"));
  go(text.sentence(ids.at(-1)), { preventScroll: true });
}

/** Take highlights and notes away; notes can be put back. */
async function remove(ids) {
  // A note that is being written is kept first, so that Undo has all of it.
  if (!(await editor.close())) {
    return;
  }
  const before = ids.map((id) => ({ id, ...marks.of(id) }));
  const lit = before.filter((mark) => mark.is_highlighted).map(({ id }) => id);
  const noted = before.filter(({ note }) => note);
  if (lit.length) {
    highlight(lit, false);
  }
  const replies = await Promise.all(noted.map(({ id }) => marks.note(id, "")));
  const failed = replies.find(({ status }) => status !== 200);
  if (failed) {
    tell(failed.status === 409 ? say("changed", failed.json) : trouble(failed));
  } else if (noted.length) {
    tell(say("removed"), () => putBack(lit, noted));
    go(text.sentence(ids.at(-1)), { preventScroll: true });
  }
}

async function putBack(lit, noted) {
  if (lit.length) {
    marks.highlight(lit, true);
  }
  const replies = await Promise.all(noted.map(({ id, note }) => marks.note(id, note)));
  const failed = replies.find(({ status }) => status !== 200);
  tell(failed ? trouble(failed) : say("put_back"), failed ? () => putBack(lit, noted) : null);
}

const bar = new MarkBar(text, marks, { highlight, remove, note: (ids) => edit(ids.at(-1)) });
const go = walk(
  text,
  {
    open: (id) => bar.open([id], { takesFocus: true }),
    highlight: (id) => highlight([id], !marks.of(id).is_highlighted),
    note: edit,
    remove: (id) => remove([id]),
    undo,
  },
  pane?.dataset.place,
);

let isPressed = false;
let timer = 0;

function selected() {
  const ids = isPressed ? [] : text.selected().map(({ id }) => id);
  if (ids.length) {
    bar.open(ids, { isSelection: true });
  } else if (bar.isSelection && !isPressed) {
    bar.close();
  }
}

function wait() {
  clearTimeout(timer);
  timer = setTimeout(selected, PAUSE);
}

document.addEventListener("selectionchange", wait);
document.addEventListener("pointerdown", ({ target }) => {
  isPressed = true;
  if (bar.isOpen && !bar.element.contains(/** @type {Node} */ (target)) && !text.around(target)) {
    bar.close();
  }
});
for (const end of ["pointerup", "pointercancel"]) {
  document.addEventListener(end, () => {
    isPressed = false;
    wait();
  });
}

text.element.addEventListener("click", (event) => {
  const target = /** @type {Element} */ (event.target);
  const link = target.closest("a");
  if (link) {
    // Its address would close the drawer that the article is in.
    event.preventDefault();
    const place = text.element.querySelector(link.hash);
    place.scrollIntoView({ block: "center" });
    place.matches(".qs-sentence") ? go(place) : place.querySelector("button").focus();
    return;
  }
  const sentence = text.around(target);
  if (sentence && getSelection().isCollapsed) {
    const isSame = bar.ids.length === 1 && bar.ids[0] === sentence.id;
    go(sentence, { preventScroll: true });
    isSame ? bar.close() : bar.open([sentence.id]);
  }
});

window.addEventListener("beforeunload", (event) => {
  if (editor.isUnsaved || marks.isUnsent) {
    event.preventDefault();
  }
});

for (const list of text.element.querySelectorAll(".qs-own-notes")) {
  drawNotes(list.previousElementSibling, marks, edit);
}
choose(text.element.closest(".qs-article"), follow(text.element, pane));
new Find(text);
document.documentElement.classList.add("is-reading");
