// The paragraph that is being read: under the pointer, with the focus, or where the eye is after a scroll.

// Of the height in which the text is seen: people read in its upper part.
const EYE = 0.35;

/** Follow the reader in a text; `pane` scrolls it, where the page does not. Return how to look again. */
export function follow(text, pane) {
  const scroller = pane ?? document;
  let isWaiting = false;
  let pointer = null;

  function read(paragraph) {
    if (paragraph && !paragraph.classList.contains("is-read")) {
      text.querySelector(":scope > .is-read")?.classList.remove("is-read");
      paragraph.classList.add("is-read");
    }
  }

  const paragraphOf = (node) => text.contains(node) && node.closest("p[id]");

  /** The paragraph at the height of the eye: the last that begins above it. */
  function atEye() {
    const frame = pane?.getBoundingClientRect() ?? { top: 0, height: innerHeight };
    const eye = frame.top + frame.height * EYE;
    const paragraphs = [...text.querySelectorAll(":scope > p")];
    return paragraphs.findLast((paragraph) => paragraph.getBoundingClientRect().top <= eye) ?? paragraphs[0];
  }

  function look() {
    isWaiting = false;
    const under = pointer && paragraphOf(document.elementFromPoint(pointer.x, pointer.y));
    read(under || atEye());
  }

  scroller.addEventListener("scroll", () => {
    if (!isWaiting) {
      isWaiting = true;
      requestAnimationFrame(look);
    }
  }, { passive: true });
  text.addEventListener("pointermove", (event) => {
    // A finger scrolls and lifts; a mouse stays where it is.
    pointer = event.pointerType === "mouse" ? { x: event.clientX, y: event.clientY } : null;
    read(paragraphOf(event.target));
  });
  text.addEventListener("pointerleave", () => (pointer = null));
  text.addEventListener("click", (event) => read(paragraphOf(event.target)));
  text.addEventListener("focusin", (event) => read(paragraphOf(event.target)));
  look();
  return look;
}
