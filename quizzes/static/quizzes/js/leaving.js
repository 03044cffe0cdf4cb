// The page is left, hidden or seen again; the network goes and comes.

import { data, find, page } from "./page.js";
import { show } from "./saved-line.js";

let isLeaving = false;

/** Go where the attempt's review is; nothing is left to be warned of. */
export function leave(url) {
  isLeaving = true;
  location.replace(url);
}

/** Send what can be sent at each such moment, and warn before what is unsent is left behind. */
export function watch(saver, notes, clock) {
  const sleep = () => {
    saver.flush();
    notes.send();
  };
  const wake = async () => {
    if ((await saver.flush()) && !saver.undecided.length) {
      show("saved", saver);
    }
    if ("polls" in data) {
      clock.poll();
    }
  };
  window.addEventListener("online", wake);
  window.addEventListener("offline", () => show("offline", saver));
  window.addEventListener("pagehide", sleep);
  // A page that the browser had put away does not know what became of its attempt.
  window.addEventListener("pageshow", ({ persisted }) => persisted && location.reload());
  document.addEventListener("visibilitychange", () => (document.hidden ? sleep() : wake()));
  window.addEventListener("beforeunload", (event) => {
    if (saver.queue.entries.size && !isLeaving) {
      event.preventDefault();
    }
  });
  // Logging out in spite of unsent answers leaves none of them here.
  find("[data-log-out-guard]", document).addEventListener("close", ({ target }) => {
    if (target.returnValue === "log-out") {
      saver.queue.wipe();
    }
  });
  // A keyboard that covers the page, where the browser does not make the page smaller.
  window.visualViewport.addEventListener("resize", () => {
    const { height, offsetTop } = window.visualViewport;
    page.style.setProperty("--qs-keyboard", `${Math.max(0, innerHeight - height - offsetTop)}px`);
  });
}
