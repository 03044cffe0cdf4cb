// The header's menus: they close by Escape and by a click elsewhere (without a script, by a summary).
// Logging out asks first if answers are unsent, and leaves none of them on this device.

import { unsentOf, wipeUser } from "./queue.js";

const menus = document.querySelectorAll("[data-menu]");

document.addEventListener("click", (event) => {
  for (const menu of menus) {
    if (!menu.contains(event.target)) {
      menu.open = false;
    }
  }
});

for (const menu of menus) {
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.open) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
}

/** @type {HTMLDialogElement} */
const dialog = document.querySelector("[data-log-out-guard]");
const { user } = dialog.dataset;
let asked;

for (const form of document.querySelectorAll("form[data-log-out]")) {
  form.addEventListener("submit", (event) => {
    if (unsentOf(user).length) {
      event.preventDefault();
      asked = form;
      dialog.returnValue = "";
      dialog.showModal();
    }
  });
}

dialog.addEventListener("close", () => {
  if (dialog.returnValue === "log-out") {
    wipeUser(user);
    asked.submit();
  }
});
