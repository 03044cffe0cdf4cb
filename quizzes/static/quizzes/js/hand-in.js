// Handing in: what is left to do, one confirmation, and everything sent before.

import { get, post } from "./net.js";
import { alarm, data, find, say } from "./page.js";

const panel = find("[data-hand-in-panel]");
const answers = find("[data-answers]");

export class HandIn {
  #isUnderWay = false;

  /** `done(url)` is told where the review is. */
  constructor(pager, saver, done) {
    this.pager = pager;
    this.saver = saver;
    this.done = done;
    find("form", panel).addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    panel.addEventListener("click", (event) => this.#leave(event));
    // The browser's Back leaves the summary, too.
    window.addEventListener("popstate", (event) => this.#show(Boolean(event.state?.isHandIn)));
  }

  /** Show the summary in place of the questions. */
  open() {
    this.saver.flush();
    this.#list("undecided", ({ position }) => this.saver.undecided.includes(position));
    this.#list("unanswered", ({ state }) => state !== "answered");
    this.#list("flagged", ({ isFlagged }) => isFlagged);
    history.pushState({ isHandIn: true }, "", location.href);
    this.#show(true);
  }

  #show(isShown) {
    if (panel.hidden === isShown) {
      panel.hidden = !isShown;
      answers.hidden = isShown;
      this.#fail("");
      const place = isShown ? find("h2", panel) : this.pager.questions.get(this.pager.current);
      place.focus();
    }
  }

  #leave(event) {
    const link = event.target.closest("a");
    if (link) {
      event.preventDefault();
      if ("back" in link.dataset) {
        history.back();
      } else {
        this.#show(false);
        this.pager.goTo(Number(link.dataset.goto));
      }
    }
  }

  #list(name, isListed) {
    const { questions, current, isForward } = this.pager;
    const listed = [...questions.values()].filter(isListed);
    const list = find(`[data-list="${name}"]`, panel);
    list.hidden = !listed.length;
    const entries = listed.map(({ position }) => {
      const entry = document.createElement("li");
      // What is undecided can be gone back to even where nothing else can.
      const isOpen = !isForward || name === "undecided" || position === current;
      const words = entry.appendChild(document.createElement(isOpen ? "a" : "span"));
      words.textContent = say("question", { number: position });
      if (isOpen) {
        Object.assign(words, { href: `?q=${position}` }).dataset.goto = String(position);
      }
      return entry;
    });
    find("ul", list).replaceChildren(...entries);
  }

  /** Send all answers, then hand in; return whether it is done. If it cannot be, say so. */
  async submit() {
    if (this.#isUnderWay) {
      return false;
    }
    this.#isUnderWay = true;
    this.#fail("");
    const isSent = await this.saver.flush();
    const url = isSent && (await this.#handIn());
    this.#isUnderWay = false;
    if (url) {
      this.done(url);
    } else {
      this.#fail(say(isSent ? "not_handed_in" : "not_sent"));
    }
    return Boolean(url);
  }

  async #handIn() {
    await post(data.submitUrl, new URLSearchParams());
    // Whatever that answered (it may be the login's page): the server's clock tells if it is done.
    const { json } = await get(data.clockUrl);
    return json?.is_open === false && json.url;
  }

  #fail(text) {
    find("[data-hand-in-failure]").textContent = text;
    if (text && !panel.hidden) {
      alarm(text);
    }
  }
}
