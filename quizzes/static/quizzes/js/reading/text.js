// The sentences of the text, known by their ids: a browser's translation rewrites the words in them.

const SENTENCE = ".qs-sentence";

export class Text {
  /** @type {HTMLElement} */
  element = document.querySelector("[data-text]");

  /** @returns {HTMLElement[]} */
  get sentences() {
    return [...this.element.querySelectorAll(/** @type {any} */ (SENTENCE))];
  }

  /** @returns {HTMLElement} */
  sentence(id) {
    return this.element.querySelector(`#${id}`);
  }

  /** Return the sentence that a node is in, if any. */
  around(node) {
    const element = node instanceof Element ? node : node?.parentElement;
    return this.element.contains(element) ? element.closest(SENTENCE) : null;
  }

  /** Return the sentences of which at least a letter is selected. */
  selected() {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) {
      return [];
    }
    const range = selection.getRangeAt(0);
    return this.sentences.filter((sentence) => has(range, sentence));
  }
}

function has(range, sentence) {
  if (!range.intersectsNode(sentence)) {
    return false;
  }
  const part = document.createRange();
  part.selectNodeContents(sentence);
  if (range.compareBoundaryPoints(Range.START_TO_START, part) > 0) {
    part.setStart(range.startContainer, range.startOffset);
  }
  if (range.compareBoundaryPoints(Range.END_TO_END, part) < 0) {
    part.setEnd(range.endContainer, range.endOffset);
  }
  return part.toString().trim() !== "";
}
