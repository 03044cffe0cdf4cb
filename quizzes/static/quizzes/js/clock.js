// The time left, by the server's clock; it speaks seldom, and ends the attempt at the deadline.

import { get } from "./net.js";
import { announce, data, dayAndTime, find, inWords, say } from "./page.js";

const POLL = 8000;
const JITTER = 4000;
const SHOWN_FOR = 10_000;
const DAY = 86_400;
const HIDDEN = "clock=hidden";

const isSame = (one, other) => Date.parse(one || 0) === Date.parse(other || 0);
const two = (number) => String(number).padStart(2, "0");

export class Clock {
  #clock = find("[data-clock]");
  #marks = this.#clock.dataset.marks.split(",").map(Number);
  #deadline = data.deadline;
  #offset = 0;
  #before = Infinity;
  #isEnded = false;

  /** `listener` is told `changed(until)`, `ended()` by the clock, `closed(url)` by somebody else. */
  constructor(listener) {
    this.listener = listener;
    this.#sync(data.now);
    this.#before = this.left;
    find("[data-clock-ask]").addEventListener("click", () => this.#say());
    find("[data-clock-hide]").addEventListener("click", () => this.#hide(!this.#clock.matches(".is-hidden")));
    document.addEventListener("keydown", (event) => {
      // By its place on the keyboard: with Alt, a Mac types another letter.
      if (event.altKey && event.code === "KeyT" && this.#deadline) {
        event.preventDefault();
        this.#say();
      }
    });
    this.#hide(document.cookie.includes(HIDDEN));
    this.#tick();
    if ("polls" in data) {
      setInterval(() => document.hidden || this.poll(), POLL);
    }
  }

  /** Seconds until the deadline; Infinity without one. */
  get left() {
    return this.#deadline ? (Date.parse(this.#deadline) - Date.now() - this.#offset) / 1000 : Infinity;
  }

  get #until() {
    return dayAndTime(new Date(this.#deadline));
  }

  #sync(now) {
    this.#offset = Date.parse(now) - Date.now();
  }

  /** Ask the server for the time, the deadline, and whether the attempt is still open. */
  async poll() {
    const { json } = await get(data.clockUrl);
    if (!json) {
      return;
    }
    this.#sync(json.now);
    if (!json.is_open) {
      this.listener.closed(json.url);
    } else if (!isSame(json.deadline, this.#deadline)) {
      this.#deadline = json.deadline;
      this.#before = this.left;
      this.#isEnded &&= this.left <= 0;
      this.#draw();
      this.listener.changed(this.#deadline && this.#until);
    }
  }

  #hide(isHidden) {
    document.cookie = `${HIDDEN}; path=/; samesite=strict; max-age=${isHidden ? 31_536_000 : 0}`;
    this.#clock.classList.toggle("is-hidden", isHidden);
    find("[data-clock-shown]").hidden = isHidden;
    find("[data-clock-hidden]").hidden = !isHidden;
  }

  /** Say the time left; a hidden clock is seen for a moment. */
  #say() {
    announce(say("time_left", { time: inWords(this.left) }));
    this.#clock.classList.add("is-asked");
    setTimeout(() => this.#clock.classList.remove("is-asked"), SHOWN_FOR);
  }

  #tick() {
    const { left } = this;
    this.#draw();
    if (this.#marks.some((mark) => left <= mark && mark < this.#before)) {
      this.#say();
    }
    this.#before = left;
    if (left <= 0 && !this.#isEnded) {
      this.#isEnded = true;
      // Not the whole class in one moment; the server's grace is longer.
      setTimeout(() => this.listener.ended(), Math.random() * JITTER);
    }
    setTimeout(() => this.#tick(), 1000 - ((Date.now() + this.#offset) % 1000));
  }

  #draw() {
    this.#clock.hidden = !this.#deadline;
    if (!this.#deadline) {
      return;
    }
    const left = Math.max(0, Math.ceil(this.left));
    const isTenth = left <= Number(this.#clock.dataset.total) / 10;
    this.#clock.dataset.level = left <= 60 ? "last" : isTenth ? "tenth" : "calm";
    const [hours, minutes] = [Math.floor(left / 3600), Math.floor(left / 60) % 60];
    const digits = `${hours ? `${hours}:${two(minutes)}` : minutes}:${two(left % 60)}`;
    find("[data-clock-time]").textContent = left > DAY ? say("until", { time: this.#until }) : digits;
  }
}
