// The page on which a student answers: joins its parts. Without it the page is a plain form.

import { acts, disagree, tellReading } from "./acts.js";
import { Article } from "./article.js";
import { Clock } from "./clock.js";
import { HandIn } from "./hand-in.js";
import { leave, watch } from "./leaving.js";
import { Notes } from "./notes.js";
import { announce, data, find, page, say } from "./page.js";
import { Pager } from "./pager.js";
import { Queue } from "./queue.js";
import { bringBack } from "./reading/strikes.js";
import { note, show, wasSaved } from "./saved-line.js";
import { Saver } from "./saver.js";

const form = find("[data-answers]");
const pane = find("[data-article]");
const isPractice = "reloads" in data; // what comes after a check is another page

const queue = new Queue(data);
const notes = new Notes((position) => {
  const isSent = [...queue.entries.keys()].every((unsent) => unsent >= position);
  return isSent || !pager.isForward;
}, over);
const article = pane && new Article(pane, (sentence) => notes.place(pager.current, sentence, false));
const pager = new Pager((position) => notes.place(position, article?.place ?? "", true));
const { questions } = pager;
const saver = new Saver(data, queue, pager.revisions, {
  saved,
  refused(item) {
    note(item.message || say("trouble_error"));
    renew(item.position);
  },
  conflicted(item) {
    const question = questions.get(item.position);
    disagree(question, item, (isMine) => {
      saver.decide(item.position, isMine);
      if (!isMine) {
        question.raw = item.stored;
        pager.mark(question);
        show("saved", saver);
      }
    });
  },
  changed(state) {
    show(state, saver);
    if (state === "login") {
      logIn(false);
    }
  },
  closed: leave,
});
const handIn = !isPractice && new HandIn(pager, saver, (url) => {
  queue.wipe();
  leave(url);
});
const clock = new Clock({
  changed(until) {
    find("#questions").inert = false;
    note(until ? say("deadline_changed", { time: until }) : say("deadline_gone"));
  },
  async ended() {
    find("#questions").inert = true;
    note(say("time_over"));
    for (let wait = 2; clock.left <= 0 && !(await handIn.submit()); wait = Math.min(30, wait * 2)) {
      note(say("time_over_kept"), wait === 2);
      await new Promise((resolve) => setTimeout(resolve, wait * 1000));
    }
  },
  // What is unsent arrives late; what cannot be sent now, the review page sends.
  closed: over,
});

/** Ask for a log-in on this page; its dialog is loaded when it is needed. */
async function logIn(isCalled) {
  try {
    const { ask } = await import("./log-in.js");
    await ask(() => saver.flush(), isCalled);
  } catch {
    // The network went in between: the next try to save says so, or asks again.
  }
}

const renew = (position) => (isPractice ? leave(data.takeUrl) : pager.renew(position));
function over(url) {
  saver.flush().finally(() => leave(url));
}

function saved(item, isNewest) {
  const question = questions.get(item.position);
  wasSaved(item.at);
  if (item.status === "late") {
    note(say("late"));
  }
  if (question) {
    find(`[name="q${item.position}-base"]`).value = item.revision;
    if (isNewest) {
      question.message = item.message;
      tellReading(question, item.reading);
      pager.mark(question);
      // Silence would cut off what was just said of a move.
      if (item.message) {
        announce(item.message);
      }
    }
    if (item.is_finished || item.is_checked) {
      renew(item.position);
    }
  }
  notes.send();
}

const buttons = acts({ pager, saver, notes, handIn });

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const [act, position, ...more] = (event.submitter?.value ?? "save").split(":");
  buttons[act](Number(position), ...more);
});

form.addEventListener("input", ({ target }) => {
  const question = questions.get(Number(target.closest("[data-question]")?.dataset.question));
  if (question) {
    question.message = "";
    pager.mark(question);
    saver.change(question.position, question.raw, { isTyping: question.isTyped });
    question.typed();
    bringBack(question.element).forEach((option) => notes.strike(question.position, option, false));
  }
});

// A field that is left is complete.
form.addEventListener("change", () => saver.flush());

for (const [position, entry] of queue.entries) {
  const question = questions.get(position);
  if (question && !question.isFinished) {
    question.raw = entry.raw;
    pager.mark(question);
  }
}
find("[data-log-in]").addEventListener("click", () => logIn(true));
watch(saver, notes, clock);
page.classList.add("is-scripted");
show("saved", saver);
if (queue.entries.size) {
  announce(say("put_back"));
  show("saving", saver);
  saver.flush();
}
