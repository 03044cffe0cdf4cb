// The keyboard in the text: one stop in the tab order, arrow keys from sentence to sentence.

const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Home: -Infinity, End: Infinity };

/** Whether a key has a letter on it, also where the layout has other letters than Latin ones. */
const isLetter = (event, letter) =>
  event.key.toLowerCase() === letter || (event.key > "\u007f" && event.code === `Key${letter.toUpperCase()}`);

/** `acts` by their keys' names; each is told the id of the sentence that has the focus. */
export function walk(text, acts, start) {
  let current = text.sentence(start || "s1") ?? text.sentences[0];

  /** `described`: the id of what a screen reader says after the sentence: the keys once, then its note. */
  function stop(sentence, described) {
    current?.removeAttribute("tabindex");
    current?.removeAttribute("aria-describedby");
    current = sentence;
    current?.setAttribute("tabindex", "0");
    current?.setAttribute("aria-describedby", described);
  }

  stop(current, "reading-keys");

  text.element.addEventListener("keydown", (event) => {
    const id = event.target.id;
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
    if (event.target !== current) {
      return;
    }
    if ((event.ctrlKey || event.metaKey) && isLetter(event, "z")) {
      acts.undo();
    } else if (!isPlain) {
      return;
    } else if (event.key in STEPS) {
      const { sentences } = text;
      const place = sentences.indexOf(current) + STEPS[event.key];
      go(sentences[Math.min(sentences.length - 1, Math.max(0, place))]);
    } else if (event.key === "Enter") {
      acts.open(id);
    } else if (isLetter(event, "h")) {
      acts.highlight(id);
    } else if (isLetter(event, "n")) {
      acts.note(id);
    } else if (event.key === "Delete") {
      acts.remove(id);
    } else {
      return;
    }
    event.preventDefault();
  });

  /** Bring the keyboard to a sentence. */
  function go(sentence, options) {
    stop(sentence, `note-${sentence.id}`);
    sentence.focus(options);
  }

  return go;
}
