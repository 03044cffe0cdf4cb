// Ticks in a list: all of a page at once, how many there are, and no act without any.

function refresh(form) {
  const ticks = [...form.querySelectorAll("input[name=ticked]")];
  const page = form.querySelector("[data-tick-page]");
  const ticked = ticks.filter((tick) => tick.checked).length;
  page.checked = ticked === ticks.length;
  page.indeterminate = ticked > 0 && ticked < ticks.length;
}

/** Show what only a script can do, where the list has just come to the page. */
function greet() {
  for (const form of document.querySelectorAll("[data-ticking]")) {
    for (const hidden of form.querySelectorAll("[data-tick-page], [data-tick-page-label]")) {
      hidden.hidden = false;
    }
    refresh(form);
  }
}

document.addEventListener("change", ({ target }) => {
  const form = target.closest("[data-ticking]");
  if (form && target.matches("[data-tick-page]")) {
    for (const tick of form.querySelectorAll("input[name=ticked]")) {
      tick.checked = target.checked;
    }
  }
  if (form) {
    refresh(form);
  }
});
document.addEventListener("htmx:afterSettle", greet);
// Back in the history: the browser has put the ticks back by then.
window.addEventListener("pageshow", greet);
greet();
