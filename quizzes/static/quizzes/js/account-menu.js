// The header's menus: they close by Escape and by a click elsewhere (without a script, by a summary).
// Logging out asks first if answers or drafts are unsent, and leaves none of them on this device.
// What a tab that is gone has left of a draft is sent from any page after the next log-in.

import { unsentOf, wipeUser } from "./queue.js";
import { sendAbandoned, waiting, wipeDrafts } from "./teacher/draft-queue.js";

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
    if (unsentOf(user).length || waiting(user).length) {
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
    wipeDrafts(user);
    asked.submit();
  }
});

// An open editor does it itself, and shows what another tab has saved since.
if (!document.querySelector("form[data-draft-subject]")) {
  sendAbandoned(user);
}
