// The page's words, which the server has translated, and what is spoken to a screen reader.

const lang = document.documentElement.lang || "en";
const words = JSON.parse(document.getElementById("words").textContent);
const rules = new Intl.PluralRules(lang);

/**
 * Return a text in the reader's language with its places filled; `count` picks the plural.
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 * @returns {string}
 */
export function say(key, values = {}) {
  const found = words[key];
  const text = typeof found === "string" ? found : found[rules.select(Number(values.count))] ?? found.other;
  return text.replace(/%\((\w+)\)s/g, (/** @type {string} */ _, /** @type {string} */ name) => String(values[name]));
}

/** Return a time of day with seconds, in the reader's zone. @param {string} iso @param {string} timeZone */
export function timeOfDay(iso, timeZone) {
  return clockFace({ hour: "2-digit", minute: "2-digit", second: "2-digit" }, timeZone).format(new Date(iso));
}

/** Return a day and time without seconds, in the reader's zone. @param {Date} moment @param {string} timeZone */
export function dayAndTime(moment, timeZone) {
  const isToday = moment.toDateString() === new Date().toDateString();
  const day = isToday ? {} : { weekday: "short", day: "numeric", month: "short" };
  return clockFace({ ...day, hour: "2-digit", minute: "2-digit" }, timeZone).format(moment);
}

/** @param {any} parts @param {string} timeZone */
function clockFace(parts, timeZone) {
  try {
    return new Intl.DateTimeFormat(lang, { ...parts, hourCycle: "h23", timeZone });
  } catch {
    // A zone that this browser does not know: its own.
    return new Intl.DateTimeFormat(lang, { ...parts, hourCycle: "h23" });
  }
}

/** Return a duration in words: "12 minutes 3 seconds"; its two largest units. @param {number} seconds */
export function inWords(seconds) {
  const units = [["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];
  let left = Math.max(0, Math.round(seconds));
  const parts = [];
  for (const [unit, size] of /** @type {[string, number][]} */ (units)) {
    const count = Math.floor(left / size);
    left -= count * size;
    if (count || (unit === "second" && !parts.length)) {
      parts.push(new Intl.NumberFormat(lang, { style: "unit", unit, unitDisplay: "long" }).format(count));
    }
  }
  return parts.slice(0, 2).join(" ");
}

/** Say something when the reader's ears are free. @param {string} text */
export function announce(text) {
  speak("taking-status", text);
}

/** Say something at once: a failure, or the end of the time. @param {string} text */
export function alarm(text) {
  speak("taking-alert", text);
}

/** @param {string} id @param {string} text */
function speak(id, text) {
  const region = /** @type {HTMLElement} */ (document.getElementById(id));
  // Emptied first, or the same sentence a second time would not be read.
  region.textContent = "";
  setTimeout(() => {
    region.textContent = text;
  }, 50);
}
