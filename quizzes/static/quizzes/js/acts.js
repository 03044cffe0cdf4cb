// What the buttons of the page do, by their values ("next", "goto:5", "move:3:<id>:up"), and the
// pick between two answers to one question.

import { keep, move, readAs } from "./fields.js";
import { alarm, announce, find, say, timeOfDay } from "./page.js";
import { toggle } from "./reading/strikes.js";

/** Show what is stored and what was typed here; `decided(isMine)` is told what the student picks. */
export function disagree(question, { at, stored }, decided) {
  const place = find("[data-conflict]", question.element);
  const panel = find("#conflict-template", document).content.cloneNode(true);
  find("[data-stored-when]", panel).textContent = say("saved_elsewhere", { time: timeOfDay(at) });
  find("[data-stored]", panel).textContent = question.inWords(stored);
  for (const button of panel.querySelectorAll("button")) {
    button.addEventListener("click", () => {
      const isMine = button.dataset.pick === "mine";
      place.replaceChildren();
      question.focus();
      announce(say(isMine ? "conflict_mine" : "conflict_stored"));
      decided(isMine);
    });
  }
  place.replaceChildren(panel);
  question.typed();
  alarm(say("conflict_in", { number: question.position }));
}

/** Show what the server says of how it read a number: HTML of our own. */
export function tellReading({ element }, html) {
  const place = find("[data-reading]", element);
  if (place) {
    place.innerHTML = html ?? "";
  }
}

export function acts({ pager, saver, notes, handIn }) {
  const { questions } = pager;

  /** A question was changed by a button. */
  function changed(question) {
    question.message = "";
    pager.mark(question);
    saver.change(question.position, question.raw);
  }

  return {
    save: () => saver.flush(),
    previous: () => pager.goTo(pager.current - 1),
    next: () => pager.goTo(pager.current + 1),
    goto: (position) => pager.goTo(position),
    finish: () => handIn.open(),
    flag(position) {
      const question = questions.get(position);
      question.isFlagged = !question.isFlagged;
      notes.flag(position, question.isFlagged);
    },
    strike(position, option) {
      const isStruck = toggle(questions.get(position).element, option);
      announce(say(isStruck ? "struck" : "brought_back"));
      notes.strike(position, option, isStruck);
    },
    move(position, id, way) {
      const { place, total } = move(questions.get(position), id, way);
      if (place) {
        announce(say("place_of", { place, total }));
        changed(questions.get(position));
      }
    },
    keep(position) {
      keep(questions.get(position));
      changed(questions.get(position));
    },
    read(position, mark) {
      readAs(questions.get(position), mark);
      changed(questions.get(position));
    },
    check(position) {
      const question = questions.get(position);
      if (question.isBlank) {
        question.message = say("answer_first");
        alarm(question.message);
      } else {
        saver.change(position, question.raw, { action: "check" });
      }
    },
  };
}
