// Options that are struck out: by their button, and back when they are chosen.

/** Strike an option of a question out, or bring it back; return whether it is struck now. */
export const toggle = (question, option) =>
  question.querySelector(`[data-choice="${CSS.escape(option)}"]`).classList.toggle("is-struck");

/** Bring back what is struck and chosen; return the ids of that. */
export function bringBack(question) {
  const chosen = [...question.querySelectorAll(".is-struck:has(:checked)")];
  chosen.forEach((choice) => choice.classList.remove("is-struck"));
  return chosen.map((choice) => choice.dataset.choice);
}
