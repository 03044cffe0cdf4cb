// Watching an assignment: time left counts down, a hidden tab does not ask, a lost connection is said.

const DAY = 86_400;
const SHORT = 120;

const live = document.getElementById("live");
const state = document.querySelector("[data-live-state]");
const words = document.querySelector("[data-live-words]").dataset;
const two = (number) => String(number).padStart(2, "0");
let offset = 0;
let isLost = false;

/** Go by the server's clock, as the part that was just shown says it. */
function sync() {
  offset = Date.parse(document.getElementById("live-now").dataset.now) - Date.now();
}

function digits(left) {
  const [hours, minutes] = [Math.floor(left / 3600), Math.floor(left / 60) % 60];
  return `${hours ? `${hours}:${two(minutes)}` : minutes}:${two(left % 60)}`;
}

function tick() {
  for (const shown of live.querySelectorAll("[data-until]")) {
    const left = Math.ceil((Date.parse(shown.dataset.until) - Date.now() - offset) / 1000);
    if (left < DAY) {
      shown.textContent = left > 0 ? digits(left) : words.over;
      shown.classList.toggle("is-short", left <= SHORT);
    }
  }
}

function lost(text) {
  // Said once: a status that is written again is spoken again.
  if (!isLost) {
    isLost = true;
    const time = new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
    state.textContent = text.replace("%(time)s", time);
  }
}

for (const failure of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
  live.addEventListener(failure, () => lost(words.lost));
}

live.addEventListener("htmx:beforeRequest", (event) => {
  if (document.hidden) {
    event.preventDefault();
  }
});

live.addEventListener("htmx:beforeSwap", (event) => {
  const isOurs = event.detail.serverResponse.includes('id="live-now"');
  if (event.detail.xhr.status === 200 && !isOurs) {
    event.detail.shouldSwap = false;
    lost(words.login);
  }
});

live.addEventListener("htmx:afterSwap", () => {
  sync();
  tick();
});

// Also where nothing has changed, which is answered without a part to show.
live.addEventListener("htmx:afterRequest", ({ detail }) => {
  const isOurs = detail.successful && (detail.xhr.status === 204 || detail.xhr.response.includes('id="live-now"'));
  if (isLost && isOurs) {
    isLost = false;
    state.textContent = words.back;
    setTimeout(() => isLost || (state.textContent = ""), 5000);
  }
});

document.addEventListener("visibilitychange", () => {
  if (!document.hidden) {
    live.dispatchEvent(new Event("qs:look"));
  }
});

sync();
tick();
setInterval(tick, 1000);
