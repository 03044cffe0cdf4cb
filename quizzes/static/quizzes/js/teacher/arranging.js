// The order of a quiz's questions: dragged by the grip, or grabbed with space and moved with arrows.
// Where it comes to rest is sent by the page's own form; without this script, buttons do the same.

const composer = () => document.getElementById("composer");
const places = () => [...composer().querySelectorAll(".qs-place")];

// So near to an edge of the window, what is dragged scrolls it, by so much at a time.
const EDGE = 60;
const SCROLLED = 12;

let moving = null;
let focused = "";
let isLosing = false;

function show() {
  for (const grip of document.querySelectorAll("[data-grip][hidden]")) {
    grip.hidden = false;
  }
}

/** Says something to who does not see it move. */
function say(name, values = {}) {
  const words = composer().querySelector("[data-words]").dataset[name];
  document.getElementById("composer-status").textContent = words.replace(/\{(\w+)\}/g, (_all, key) => values[key]);
}

/** @returns {{list: HTMLElement, order: number, count: number}} where a place stands now */
function standing(place) {
  const list = place.parentElement;
  return { list, order: [...list.children].indexOf(place) + 1, count: list.children.length };
}

function begin(place, how) {
  const { list } = standing(place);
  moving = { place, how, list, next: place.nextElementSibling };
  place.classList.add("qs-place--moving");
  place.querySelector("[data-grip]").setAttribute("aria-pressed", "true");
}

function end() {
  moving.place.classList.remove("qs-place--moving");
  moving.place.querySelector("[data-grip]").setAttribute("aria-pressed", "false");
  moving = null;
}

function putBack() {
  const { place, list, next } = moving;
  list.insertBefore(place, next);
  end();
}

function drop() {
  const { place, list, next } = moving;
  const now = standing(place);
  end();
  if (now.list === list && place.nextElementSibling === next) {
    return;
  }
  const form = document.getElementById("arrange");
  // Not by their names as properties: `elements.item` is a method.
  const values = { do: "place", item: place.dataset.item, section: now.list.dataset.section, order: now.order };
  for (const [name, value] of Object.entries(values)) {
    form.elements.namedItem(name).value = value;
  }
  form.requestSubmit();
}

/** One place up (-1) or down (1), over the end of a section into the next one. */
function step(by) {
  const { place } = moving;
  const sibling = by < 0 ? place.previousElementSibling : place.nextElementSibling;
  if (sibling) {
    sibling[by < 0 ? "before" : "after"](place);
  } else {
    const lists = [...composer().querySelectorAll(".qs-places")];
    const list = lists[lists.indexOf(place.parentElement) + by];
    list?.[by < 0 ? "append" : "prepend"](place);
  }
  place.querySelector("[data-grip]").focus();
  const { list, order, count } = standing(place);
  say("moved", { order, count, section: list.dataset.number });
}

function pressed(event) {
  const grip = event.target.closest?.("[data-grip]");
  if (!grip) {
    return;
  }
  const place = grip.closest(".qs-place");
  const isGrabbed = moving?.place === place;
  if (event.key === " " || event.key === "Enter") {
    event.preventDefault();
    if (isGrabbed) {
      say("dropped");
      drop();
    } else {
      begin(place, "keys");
      say("grabbed");
    }
  } else if (isGrabbed && event.key === "Escape") {
    event.preventDefault();
    putBack();
    grip.focus();
    say("cancelled");
  } else if (isGrabbed && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
    event.preventDefault();
    step(event.key === "ArrowUp" ? -1 : 1);
  }
}

/** Puts what is dragged before the first place whose middle is below the pointer. */
function drag({ clientX, clientY }) {
  if (clientY < EDGE || clientY > window.innerHeight - EDGE) {
    window.scrollBy(0, clientY < EDGE ? -SCROLLED : SCROLLED);
  }
  const list = document.elementFromPoint(clientX, clientY)?.closest(".qs-part")?.querySelector(".qs-places");
  if (!list) {
    return;
  }
  const after = [...list.children].find((other) => {
    const { top, height } = other.getBoundingClientRect();
    return other !== moving.place && clientY < top + height / 2;
  });
  if (after !== moving.place.nextElementSibling || list !== moving.place.parentElement) {
    list.insertBefore(moving.place, after ?? null);
  }
}

document.addEventListener("keydown", pressed);
document.addEventListener("pointerdown", (event) => {
  const grip = event.target.closest?.("[data-grip]");
  if (grip && event.button === 0 && !moving) {
    begin(grip.closest(".qs-place"), "pointer");
    grip.setPointerCapture(event.pointerId);
  }
});
document.addEventListener("pointermove", (event) => {
  if (moving?.how === "pointer") {
    drag(event);
  }
});
document.addEventListener("pointerup", () => {
  if (moving?.how === "pointer") {
    drop();
  }
});
document.addEventListener("pointercancel", () => {
  if (moving?.how === "pointer") {
    putBack();
  }
});
// What is grabbed by keys and then left stays where it was.
document.addEventListener("focusout", ({ target, relatedTarget }) => {
  if (moving?.how === "keys" && target.matches("[data-grip]") && relatedTarget && relatedTarget !== target) {
    putBack();
  }
});
// The answer brings another grip in place of the one that had the focus.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  isLosing = detail.target.id === "composer" && detail.target.contains(document.activeElement);
  focused = document.activeElement?.matches("[data-grip]") ? document.activeElement.id : "";
});
document.addEventListener("htmx:afterSwap", () => {
  if (moving && !places().includes(moving.place)) {
    moving = null;
  }
  show();
  document.getElementById(focused)?.focus();
  focused = "";
});
// What was pressed may be gone: Undo, the plus of a question that is in the quiz now. Whoever works
// by keyboard goes on at the word about it, not at the top of the page.
document.addEventListener("htmx:afterSettle", () => {
  if (isLosing && document.activeElement === document.body) {
    (document.querySelector(".qs-composer__done") ?? document.querySelector("#composer"))?.focus();
  }
  isLosing = false;
});
show();
