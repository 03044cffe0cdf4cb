// The sentences that settle a question are picked in the article beside the form. Without this the
// ticks at the sentences do the same.

/** @type {<T extends HTMLElement>(selector: string) => T} */
const find = (selector) => document.querySelector(selector);
const pane = () => find("[data-picker]");
/** @returns {HTMLInputElement[]} */
const ticks = () => [...(pane()?.querySelectorAll("input[type=checkbox]") ?? [])];
const wordsOf = (tick) => tick.closest("label").textContent.trim();
/** Whether a click ends a stroke over text, which is no press on a sentence. */
const isStroke = () => !(getSelection()?.isCollapsed ?? true);

/** Tell the form that a tick was set, as a press would. */
function set(tick, isTicked) {
  tick.checked = isTicked;
  tick.dispatchEvent(new Event("change", { bubbles: true }));
}

/** List what is chosen, each with a link to its place and a button that takes it back. */
function list() {
  const chosen = ticks().filter(({ checked }) => checked);
  const rows = chosen.map((tick) => {
    const row = /** @type {HTMLTemplateElement} */ (find("[data-chosen-row]")).content.cloneNode(true);
    const link = /** @type {any} */ (row).querySelector("a");
    link.href = `#${tick.id}`;
    link.textContent = wordsOf(tick);
    const button = /** @type {any} */ (row).querySelector("button");
    button.dataset.unpick = tick.id;
    button.querySelector("span").textContent += `: ${wordsOf(tick)}`;
    return row;
  });
  find("[data-chosen]").replaceChildren(...rows);
  find("[data-none-chosen]").hidden = chosen.length > 0;
}

function say(tick) {
  const place = find("[data-chosen-said]");
  const text = tick.checked ? place.dataset.added : place.dataset.removed;
  place.textContent = text.replace("%(words)s", wordsOf(tick));
}

/** Show a sentence in the pane, and go there. */
function show(tick) {
  tick.closest("label").scrollIntoView({ block: "center" });
  tick.focus({ preventScroll: true });
}

/** The sentences that the selected text touches. */
function selected() {
  const selection = getSelection();
  const text = find("[data-sentences]");
  if (!text || !selection?.rangeCount || selection.isCollapsed) {
    return [];
  }
  const range = selection.getRangeAt(0);
  if (!text.contains(range.commonAncestorContainer)) {
    return [];
  }
  return ticks().filter((tick) => range.intersectsNode(tick.closest("label").querySelector("span")));
}

let hit = -1;

/** Mark the sentences that have a text in them; `isNext` goes on to the next. */
function search(isNext) {
  const sought = /** @type {HTMLInputElement} */ (find("#editor-find")).value.trim().toLocaleLowerCase();
  const hits = ticks().filter((tick) => sought && wordsOf(tick).toLocaleLowerCase().includes(sought));
  for (const tick of ticks()) {
    tick.closest("label").classList.toggle("is-found", hits.includes(tick));
  }
  hit = isNext && hits.length ? (hit + 1) % hits.length : 0;
  const place = find("[data-found]");
  const { none, one, other } = place.dataset;
  place.textContent = !sought ? "" : (hits.length ? (hits.length === 1 ? one : other) : none).replace("%(count)s", String(hits.length));
  hits[hit]?.closest("label").scrollIntoView({ block: "center" });
}

function begin() {
  const button = find("[data-show-sentences]");
  if (button) {
    button.hidden = true; // choosing an article presses it
  }
  if (pane()) {
    find("[data-find]").hidden = false;
    list();
    const chosen = ticks().find(({ checked }) => checked)?.closest("label");
    const text = find("[data-sentences]");
    if (chosen) {
      text.scrollTop += chosen.getBoundingClientRect().top - text.getBoundingClientRect().top;
    }
  }
}

document.addEventListener("change", ({ target }) => {
  if (target instanceof HTMLSelectElement && target.name === "q-article") {
    find("[data-show-sentences]").click();
  } else if (target instanceof HTMLInputElement && ticks().includes(target)) {
    list();
    say(target);
  }
});
document.addEventListener("click", (event) => {
  const target = /** @type {HTMLElement} */ (event.target);
  const link = target.closest(".qs-chosen__words");
  const unpick = /** @type {HTMLElement} */ (target.closest("[data-unpick]"));
  if (target.closest("[data-sentences] label") && isStroke() && event.detail) {
    event.preventDefault();
  } else if (target.closest("[data-use-selected]")) {
    selected().forEach((tick) => set(tick, true));
    getSelection().removeAllRanges();
  } else if (unpick) {
    set(document.getElementById(unpick.dataset.unpick), false);
    find("[data-chosen] button, [href='#editor-text']").focus();
  } else if (link && matchMedia("(min-width: 62rem)").matches) {
    event.preventDefault();
    show(document.getElementById(link.getAttribute("href").slice(1)));
  }
});
document.addEventListener("selectionchange", () => {
  const button = find("[data-use-selected]");
  if (button) {
    button.hidden = !selected().length;
  }
});
document.addEventListener("input", ({ target }) => {
  if (/** @type {HTMLElement} */ (target).id === "editor-find") {
    search(false);
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && /** @type {HTMLElement} */ (event.target).id === "editor-find") {
    event.preventDefault();
    search(true);
  }
});
document.addEventListener("htmx:afterSwap", ({ detail }) => {
  if (detail.target?.id === "editor" || !detail.target?.isConnected) {
    begin();
  }
});
begin();
