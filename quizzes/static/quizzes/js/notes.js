// What the server keeps for the student's convenience: flags, and the place where one is.

import { post } from "./net.js";
import { data } from "./page.js";

const REST = 5000;

export class Notes {
  #flags = new Map();
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
    this.#flags.set(position, isFlagged);
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
    for (const [position, isFlagged] of this.#flags) {
      this.#flags.delete(position);
      const flag = new URLSearchParams({ position, is_flagged: isFlagged ? "1" : "0" });
      if (!(await this.#post(data.flagUrl, flag)) && !this.#flags.has(position)) {
        this.#flags.set(position, isFlagged);
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
