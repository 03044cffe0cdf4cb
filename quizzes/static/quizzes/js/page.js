// The page for answering: its element, its words (which the server has translated), its voice.

export const page = document.getElementById("taking");
export const data = page.dataset;
const { lang } = document.documentElement;
const words = JSON.parse(document.getElementById("words").textContent);
const plurals = new Intl.PluralRules(lang);
// The server writes "27 November" in English (quizsite/formats/en): the day before the month.
const dates = lang === "en" ? "en-GB" : lang;

/**
 * Return the first element that fits, of this page or of another part of the document.
 * @type {(selector: string, root?: ParentNode) => any}
 */
export const find = (selector, root = page) => root.querySelector(selector);

/** Return a text with its places filled; `count` picks the plural. */
export function say(key, values = {}) {
  const found = words[key];
  const text = found.other ? (found[plurals.select(values.count)] ?? found.other) : found;
  return text.replace(/%\((\w+)\)s/g, (_, name) => values[name]);
}

/** Return a time of day in the reader's zone, with seconds: of a moment that the server names. */
export const timeOfDay = (iso) => face({ second: "2-digit" }).format(new Date(iso));

/** Return a moment without seconds, its day unless that is today, its zone unless it is the class's. */
export function dayAndTime(moment) {
  const isToday = moment.toDateString() === new Date().toDateString();
  const parts = isToday ? {} : { weekday: "short", day: "numeric", month: "short" };
  const written = face(parts).format(moment);
  return data.zoneWords ? say("in_zone", { moment: written, zone: data.zoneWords }) : written;
}

function face(parts) {
  const format = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", ...parts };
  try {
    return new Intl.DateTimeFormat(dates, { ...format, timeZone: data.timeZone });
  } catch {
    return new Intl.DateTimeFormat(dates, format); // a zone that this browser does not know
  }
}

/** Return seconds in words, by their two largest units: "12 minutes 3 seconds". */
export function inWords(seconds) {
  const parts = [];
  let left = Math.max(0, Math.round(seconds));
  for (const [unit, size] of Object.entries({ day: 86400, hour: 3600, minute: 60, second: 1 })) {
    if (left >= size || (size === 1 && !parts.length)) {
      const format = new Intl.NumberFormat(lang, { style: "unit", unit, unitDisplay: "long" });
      parts.push(format.format(Math.floor(left / size)));
    }
    left %= size;
  }
  return parts.slice(0, 2).join(" ");
}

/** Speak to a screen reader: when it is free or, where it cannot wait, at once. */
export const announce = (text) => speak("taking-status", text);
export const alarm = (text) => speak("taking-alert", text);

function speak(id, text) {
  const region = document.getElementById(id);
  // Emptied first, or the same sentence a second time would not be read.
  region.textContent = "";
  setTimeout(() => (region.textContent = text), 50);
}
