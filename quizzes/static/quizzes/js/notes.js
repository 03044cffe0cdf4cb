// What the server keeps for the student's convenience: flags, struck options, the place where one is.

import { post } from "./net.js";
import { data } from "./page.js";

const REST = 5000;

export class Notes {
  /** What was marked, newest wish only: the address and the fields to send, by what they are about. */
  #marks = new Map();
  #place = "";
  #sent = "";
  #sentAt = 0;
  #timer = 0;

  /**
   * `mayLeave(position)`: whether the server has the answers before a question; `closed(url)` is
   * told when the attempt is over, handed in on another page.
   */
  constructor(mayLeave, closed) {
    this.mayLeave = mayLeave;
    this.closed = closed;
  }

  flag(position, isFlagged) {
    this.#mark(data.flagUrl, { position }, { is_flagged: isFlagged ? "1" : "0" });
  }

  strike(position, option, isStruck) {
    this.#mark(data.strikeUrl, { position, option }, { is_struck: isStruck ? "1" : "0" });
  }

  #mark(url, subject, wish) {
    const key = `${url}?${new URLSearchParams(subject)}`;
    this.#marks.set(key, { url, fields: new URLSearchParams({ ...subject, ...wish }) });
    this.send();
  }

  /** Note where the student is: sent at once after a move, else every few seconds at most. */
  place(position, sentence, isMove) {
    this.#place = String(new URLSearchParams({ position, sentence }));
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.send(), isMove ? 0 : this.#sentAt + REST - Date.now());
  }

  /** Send what is new; what finds no server waits for the next time. */
  async send() {
    const place = this.#place;
    const fields = new URLSearchParams(place);
    if (place !== this.#sent && this.mayLeave(Number(fields.get("position")))) {
      this.#sentAt = Date.now();
      this.#sent = place;
      const isTaken = await this.#post(data.placeUrl, fields);
      this.#sent = isTaken ? this.#sent : "";
    }
    for (const [key, mark] of this.#marks) {
      this.#marks.delete(key);
      if (!(await this.#post(mark.url, mark.fields)) && !this.#marks.has(key)) {
        this.#marks.set(key, mark);
        break;
      }
    }
  }

  async #post(url, fields) {
    const { status, json } = await post(url, fields);
    if (status === 410) {
      this.closed(json?.url);
    }
    return status === 204;
  }
}
