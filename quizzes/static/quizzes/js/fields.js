// What the fields of a question say, by the shape of its kind, and how to put an answer into them.

import { find, say } from "./page.js";

/**
 * @typedef {object} Shape
 * @property {(question: any) => any} read the answer in a question's fields, as the server takes it
 * @property {(question: any, raw: any) => void} write an answer into them
 * @property {(question: any, raw: any) => string} words of an answer, as people read it
 */

const all = (question, selector) => [...question.element.querySelectorAll(selector)];
const named = ({ position }) => `[name="q${position}"]`;
const fields = (question) => all(question, named(question));
const label = (question, id) =>
  fields(question).find((field) => field.value === id)?.closest("label").textContent.trim() ?? id;

const listed = (question, ids) => ids.map((id) => label(question, id)).join("; ");
const checked = (question) => fields(question).filter((field) => field.checked).map((field) => field.value);

function check(question, ids) {
  for (const field of fields(question)) {
    field.checked = ids.includes(field.value);
  }
}

/** @type {Shape} */
const text = {
  read: (question) => fields(question)[0].value,
  write(question, raw) {
    fields(question)[0].value = raw ?? "";
  },
  words: (question, raw) => raw,
};

/** The mark that the student said is the decimal one holds for this very text. */
function decimalOf({ element }, typed) {
  const isOfThis = find("[data-decimal-of]", element).value === typed;
  return isOfThis ? find("[data-decimal]", element).value : "";
}

/** @type {Shape} */
const number = {
  read(question) {
    const typed = text.read(question);
    const decimal = decimalOf(question, typed);
    return decimal ? { text: typed, decimal } : typed;
  },
  write(question, raw) {
    const { text: typed, decimal } = raw?.decimal ? raw : { text: raw ?? "", decimal: "" };
    text.write(question, typed);
    find("[data-decimal]", question.element).value = decimal;
    find("[data-decimal-of]", question.element).value = typed;
  },
  words: (question, raw) => raw?.text ?? raw,
};

/** @type {Shape} */
const parts = {
  read(question) {
    const given = all(question, "[data-part]").filter((field) => field.value);
    return Object.fromEntries(given.map((field) => [field.dataset.part, field.value]));
  },
  write(question, raw) {
    for (const field of all(question, "[data-part]")) {
      field.value = raw?.[field.dataset.part] ?? "";
    }
  },
  words(question, raw) {
    const given = all(question, "[data-part]").map((field) => {
      const answer = raw?.[field.dataset.part] ?? "";
      const picked = [...(field.options ?? [])].find((option) => option.value === answer);
      return answer && picked ? picked.textContent : answer;
    });
    return given.some(Boolean) ? given.map((words) => words || say("no_answer")).join("; ") : "";
  },
};

const itemsOf = (question) => all(question, "[data-item]");

/** @type {Shape} */
const order = {
  read: (question) =>
    find("[data-touched]", question.element).value ? itemsOf(question).map((item) => item.dataset.item) : [],
  write(question, raw) {
    const list = find("[data-order]", question.element);
    const ids = raw?.length ? raw : itemsOf(question).map((item) => item.dataset.item);
    list.append(...ids.map((id) => find(`[data-item="${CSS.escape(id)}"]`, list)));
    find("[data-touched]", question.element).value = raw?.length ? "1" : "";
    find("[data-keep]", question.element)?.toggleAttribute("hidden", Boolean(raw?.length));
    itemsOf(question).forEach((item, place, { length }) => {
      item.querySelector('[data-move="up"]')?.toggleAttribute("disabled", place === 0);
      item.querySelector('[data-move="down"]')?.toggleAttribute("disabled", place === length - 1);
    });
  },
  words(question, raw) {
    const words = (id) => find(`[data-item="${CSS.escape(id)}"] .qs-order__text`, question.element)?.textContent.trim();
    return (raw ?? []).map((id, place) => `${place + 1}. ${words(id) ?? id}`).join("; ");
  },
};

/** @type {Record<string, Shape>} */
export const shapes = {
  one: {
    read: (question) => checked(question)[0] ?? "",
    write: (question, raw) => check(question, [raw]),
    words: (question, raw) => (raw ? label(question, raw) : ""),
  },
  many: {
    read: checked,
    write: (question, raw) => check(question, raw ?? []),
    words: (question, raw) => listed(question, raw ?? []),
  },
  text,
  long_text: text,
  number,
  parts,
  order,
};

/**
 * Move a thing up or down in an order; return the place it has now, and of how many, 0 if it has
 * nowhere to go. The button that moved it keeps the focus, or its other one does at an end.
 */
export function move(question, id, way) {
  const ids = itemsOf(question).map((item) => item.dataset.item);
  const place = ids.indexOf(id);
  const goal = place + (way === "up" ? -1 : 1);
  if (goal < 0 || goal >= ids.length) {
    return { place: 0, total: ids.length };
  }
  [ids[place], ids[goal]] = [ids[goal], ids[place]];
  order.write(question, ids);
  const item = find(`[data-item="${CSS.escape(id)}"]`, question.element);
  const same = item.querySelector(`[data-move="${way}"]`);
  (same.disabled ? item.querySelector("[data-move]:not([disabled])") : same).focus();
  return { place: goal + 1, total: ids.length };
}

/** Say that the order which is shown is the student's. */
export const keep = (question) => order.write(question, itemsOf(question).map((item) => item.dataset.item));

/** Say which mark in a number is the decimal one. */
export const readAs = (question, decimal) => number.write(question, { text: text.read(question), decimal });

/** Return how many words a text has: runs of letters and digits, with what joins them inside. */
export const countWords = (words) => (words.match(/[\p{L}\p{M}\p{N}]+(?:['’\-‐][\p{L}\p{M}\p{N}]+)*/gu) ?? []).length;
