// What the server keeps for the student's convenience: flags, and the place where one is.

import { post } from "./net.js";

const REST = 5000;

export class Notes {
  /** @type {Map<number, boolean>} flags that the server does not have yet */
  #flags = new Map();
  #place = "";
  #sentPlace = "";
  #sentAt = 0;
  #timer = 0;

  /**
   * @param {{flagUrl: string, placeUrl: string}} urls
   * @param {(position: number) => boolean} mayLeave whether the answers before a question are with the server
   */
  constructor(urls, mayLeave) {
    this.urls = urls;
    this.mayLeave = mayLeave;
  }

  /** @param {number} position @param {boolean} isFlagged */
  flag(position, isFlagged) {
    this.#flags.set(position, isFlagged);
    this.sendFlags();
  }

  /** Send the flags that wait; a flag that finds no server waits for the next time. */
  async sendFlags() {
    for (const [position, isFlagged] of this.#flags) {
      const fields = { position: String(position), is_flagged: isFlagged ? "1" : "0" };
      const { status } = await post(this.urls.flagUrl, new URLSearchParams(fields));
      if (status === 204 && this.#flags.get(position) === isFlagged) {
        this.#flags.delete(position);
      }
    }
  }

  /** Note where the student is; sent at once after a move, else every few seconds at most. */
  /** @param {number} position @param {string} sentence @param {boolean} isMove */
  place(position, sentence, isMove) {
    this.#place = new URLSearchParams({ position: String(position), sentence }).toString();
    clearTimeout(this.#timer);
    const rest = isMove ? 0 : Math.max(0, this.#sentAt + REST - Date.now());
    this.#timer = setTimeout(() => this.sendPlace(), rest);
  }

  /** Send the place if it is new, and if nothing before it would be refused for it. */
  async sendPlace() {
    const fields = new URLSearchParams(this.#place);
    if (this.#place === this.#sentPlace || !this.mayLeave(Number(fields.get("position")))) {
      return;
    }
    this.#sentAt = Date.now();
    const place = this.#place;
    const { status } = await post(this.urls.placeUrl, fields);
    if (status === 204) {
      this.#sentPlace = place;
    }
  }
}
