// A conflict, in place: what is stored, what was typed here; the student picks.

import { alarm, announce, find, say, timeOfDay } from "./page.js";

const placeOf = (question) => find("[data-conflict]", question.element);

/** Show both answers under the question; `decided(isMine)` is told which one counts. */
export function showConflict(question, item, decided) {
  const panel = document.getElementById("conflict-template").content.cloneNode(true);
  const title = find("h3", panel);
  title.id = `q${question.position}-conflict`;
  find("[role]", panel).setAttribute("aria-labelledby", title.id);
  find("[data-stored-when]", panel).textContent = say("saved_elsewhere", { time: timeOfDay(item.at) });
  find("[data-stored]", panel).textContent = question.inWords(item.stored);
  for (const button of panel.querySelectorAll("button")) {
    button.addEventListener("click", () => {
      const isMine = button.dataset.pick === "mine";
      placeOf(question).replaceChildren();
      question.focus();
      announce(say(isMine ? "conflict_mine" : "conflict_stored"));
      decided(isMine);
    });
  }
  placeOf(question).replaceChildren(panel);
  updateConflict(question);
  alarm(say("conflict_in", { number: question.position }));
}

/** Show what is typed meanwhile. */
export function updateConflict(question) {
  const typed = find("[data-typed]", placeOf(question));
  if (typed) {
    typed.textContent = question.inWords(question.raw);
  }
}
