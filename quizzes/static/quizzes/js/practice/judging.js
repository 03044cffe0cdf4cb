// A checked question in practice: its result in view, the usual judgment under the Enter key, 1 to 3
// for each. Without it the buttons are there all the same.

const form = document.querySelector("[data-judging]");
const buttons = [...form.querySelectorAll("button")];
const usual = form.querySelector("[autofocus]");

usual.focus({ preventScroll: true });
const result = document.querySelector("[data-result]");
if (result && result.getBoundingClientRect().bottom > form.getBoundingClientRect().top) {
  result.scrollIntoView();
}

document.addEventListener("keydown", (event) => {
  const isFree = !event.altKey && !event.ctrlKey && !event.metaKey && !event.repeat;
  const button = buttons[Number(event.key) - 1];
  if (isFree && button) {
    event.preventDefault();
    button.click();
  }
});

// A double tap would judge twice; the server takes the first, but the second would look like a fault.
form.addEventListener("submit", () => setTimeout(() => buttons.forEach((button) => (button.disabled = true))));
// The browser's Back shows the page as it was left.
window.addEventListener("pageshow", ({ persisted }) => persisted && location.reload());
