// Find in the text, without a change to it: places are painted by the browser's own highlights.

import { say } from "./words.js";

const BLOCKS = "p, h3";
const registry = /** @type {any} */ (CSS).highlights;

/** Fold a character as people do who look for a word: no case, no diacritics, one kind of quote. */
const fold = (character) =>
  character
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[‘’ʼ]/g, "'")
    .replace(/[“”„«»]/g, '"')
    .replace(/[‐‑‒–—]/g, "-")
    .replace(/\s/g, " ");

/** Return a text folded, with white space run together, and where each of its characters was. */
function folded(pieces) {
  let words = "";
  const places = [];
  for (const [text, node] of pieces) {
    let offset = 0;
    for (const character of text) {
      for (const one of fold(character)) {
        if (one !== " " || !words.endsWith(" ")) {
          words += one;
          places.push([node, offset, offset + character.length]);
        }
      }
      offset += character.length;
    }
  }
  return { words, places };
}

/** Return the ranges of a block in which something stands, by the words that it has now. */
function rangesIn(block, sought) {
  const nodes = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  const pieces = [];
  while (nodes.nextNode()) {
    pieces.push([nodes.currentNode.nodeValue, nodes.currentNode]);
  }
  const { words, places } = folded(pieces);
  const found = [];
  for (let at = words.indexOf(sought); at >= 0; at = words.indexOf(sought, at + sought.length)) {
    const range = document.createRange();
    range.setStart(places[at][0], places[at][1]);
    const [node, , end] = places[at + sought.length - 1];
    range.setEnd(node, end);
    found.push(range);
  }
  return found;
}

export class Find {
  #opener = document.querySelector("[data-find-open]");
  #form = document.querySelector("[data-find]");
  #field = this.#form.querySelector("input");
  #count = this.#form.querySelector("[data-find-count]");
  #place = 0;

  constructor(text) {
    this.text = text;
    this.#opener.addEventListener("click", () => (this.#form.hidden ? this.#open() : this.#close()));
    this.#field.addEventListener("input", () => this.#show(0));
    this.#form.addEventListener("submit", (event) => event.preventDefault());
    this.#form.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        // The drawer around it stays open.
        event.stopPropagation();
        event.preventDefault();
        this.#close();
      } else if (event.key === "Enter" && event.target === this.#field) {
        event.preventDefault();
        this.#show(this.#place + (event.shiftKey ? -1 : 1));
      }
    });
    for (const [name, way] of [["next", 1], ["previous", -1]]) {
      this.#form.querySelector(`[data-find-${name}]`).addEventListener("click", () => this.#show(this.#place + Number(way)));
    }
    this.#form.querySelector("[data-find-close]").addEventListener("click", () => this.#close());
  }

  #open() {
    this.#form.hidden = false;
    this.#opener.setAttribute("aria-expanded", "true");
    this.#field.focus();
    this.#field.select();
    this.#show(this.#place);
  }

  #close() {
    this.#form.hidden = true;
    this.#opener.setAttribute("aria-expanded", "false");
    this.#paint([], null);
    this.#opener.focus();
  }

  /** Show a place, counted from 0 and around the ends; looked for anew, since a page may be translated. */
  #show(place) {
    const sought = folded([[this.#field.value.trim(), null]]).words;
    const blocks = [...this.text.element.children].filter((block) => block.matches(BLOCKS));
    const found = sought ? blocks.flatMap((block) => rangesIn(block, sought)) : [];
    const total = found.length;
    this.#place = total ? (place + total) % total : 0;
    this.#paint(found, found[this.#place]);
    const words = total ? say("found_of", { place: this.#place + 1, total }) : say("not_found");
    this.#count.textContent = sought ? words : "";
  }

  #paint(found, current) {
    if (registry) {
      registry.set("found", new /** @type {any} */ (window).Highlight(...found));
      registry.set("found-here", new /** @type {any} */ (window).Highlight(...(current ? [current] : [])));
    }
    this.text.element.querySelectorAll(".is-found").forEach((sentence) => sentence.classList.remove("is-found"));
    const sentence = current && this.text.around(current.startContainer);
    // Where the browser cannot paint a place, its sentence is.
    sentence?.classList.toggle("is-found", !registry);
    (sentence ?? current?.startContainer.parentElement)?.scrollIntoView({ block: "center" });
  }
}
