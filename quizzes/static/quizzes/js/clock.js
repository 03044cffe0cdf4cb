// The time left, from the server's clock; it speaks seldom, and ends the attempt at the deadline.

import { get } from "./net.js";
import { announce, dayAndTime, inWords, say } from "./words.js";

const POLL = 8000;
const JITTER = 4000;
const DAY = 86_400;
const SHOWN_FOR = 10_000;
const HIDDEN = "quizsite:clock-hidden";

export class Clock {
  /** The server's clock minus this device's, in milliseconds. */
  #offset = 0;
  /** @type {number | null} */
  #deadline = null;
  #isEnded = false;
  #spoken = Infinity;

  /**
   * @param {HTMLElement} page
   * @param {{changed: (until: string) => void, ended: () => void, closed: (url: string) => void}} listener
   */
  constructor(page, listener) {
    this.page = page;
    this.listener = listener;
    this.element = /** @type {HTMLElement} */ (page.querySelector("[data-clock]"));
    this.time = /** @type {HTMLElement} */ (page.querySelector("[data-clock-time]"));
    this.marks = (this.element.dataset.marks ?? "").split(",").filter(Boolean).map(Number);
    const { now, deadline } = page.dataset;
    this.sync(/** @type {string} */ (now));
    this.#deadline = deadline ? Date.parse(deadline) : null;
    this.#spoken = this.left;
    this.#listen();
    this.#tick();
    if ("polls" in page.dataset) {
      setInterval(() => document.hidden || this.poll(), POLL);
    }
  }

  /** Set by the server's clock. @param {string} now */
  sync(now) {
    this.#offset = Date.parse(now) - Date.now();
  }

  /** Seconds until the deadline; Infinity without one. */
  get left() {
    return this.#deadline === null ? Infinity : (this.#deadline - Date.now() - this.#offset) / 1000;
  }

  /** Ask the server for the time, the deadline, and whether the attempt is still open. */
  async poll() {
    const { status, json } = await get(/** @type {string} */ (this.page.dataset.clockUrl));
    if (status !== 200 || !json) {
      return;
    }
    this.sync(json.now);
    if (!json.is_open) {
      this.listener.closed(json.url);
      return;
    }
    const deadline = json.deadline ? Date.parse(json.deadline) : null;
    if (deadline !== this.#deadline) {
      this.#deadline = deadline;
      this.#isEnded &&= this.left <= 0;
      this.#spoken = this.left;
      this.element.hidden = deadline === null;
      this.#draw();
      this.listener.changed(deadline === null ? "" : dayAndTime(new Date(deadline), this.page.dataset.timeZone ?? ""));
    }
  }

  #listen() {
    const hide = /** @type {HTMLElement} */ (this.element.querySelector("[data-clock-hide]"));
    this.element.querySelector("[data-clock-ask]")?.addEventListener("click", () => this.#say());
    hide.addEventListener("click", () => this.#hide(!this.element.classList.contains("is-hidden")));
    document.addEventListener("keydown", (event) => {
      // By its place on the keyboard: with Alt, a Mac types another letter.
      if (event.altKey && event.code === "KeyT" && this.#deadline !== null) {
        event.preventDefault();
        this.#say();
      }
    });
    this.#hide(localStorage.getItem(HIDDEN) === "1");
  }

  /** @param {boolean} isHidden */
  #hide(isHidden) {
    localStorage.setItem(HIDDEN, isHidden ? "1" : "0");
    this.element.classList.toggle("is-hidden", isHidden);
    for (const [name, isShown] of /** @type {[string, boolean][]} */ ([["shown", !isHidden], ["hidden", isHidden]])) {
      const words = /** @type {HTMLElement} */ (this.element.querySelector(`[data-clock-${name}]`));
      words.hidden = !isShown;
    }
  }

  /** Say the time left, and let a hidden clock be seen for a moment. */
  #say() {
    announce(say("time_left", { time: inWords(this.left) }));
    this.element.classList.add("is-asked");
    setTimeout(() => this.element.classList.remove("is-asked"), SHOWN_FOR);
  }

  #tick() {
    this.#draw();
    const left = this.left;
    if (this.marks.some((mark) => left <= mark && mark < this.#spoken && left > 0)) {
      this.#say();
    }
    this.#spoken = left;
    if (left <= 0 && !this.#isEnded) {
      this.#isEnded = true;
      // Not the whole class in one moment; the server's grace is longer.
      setTimeout(() => this.listener.ended(), Math.random() * JITTER);
    }
    setTimeout(() => this.#tick(), 1000 - ((Date.now() + this.#offset) % 1000));
  }

  #draw() {
    if (this.#deadline === null) {
      return;
    }
    const left = Math.max(0, Math.ceil(this.left));
    const total = Number(this.element.dataset.total);
    this.element.dataset.level = left <= 60 ? "last" : left <= total / 10 ? "tenth" : "calm";
    this.time.textContent =
      left > DAY
        ? say("until", { time: dayAndTime(new Date(this.#deadline), this.page.dataset.timeZone ?? "") })
        : digits(left);
  }
}

/** @param {number} left seconds @returns {string} 1:05:09 or 5:09 */
function digits(left) {
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  const [hours, minutes, seconds] = [Math.floor(left / 3600), Math.floor(left / 60) % 60, left % 60];
  return hours ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`;
}
