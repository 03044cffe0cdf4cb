// Logging out asks first if answers are unsent, and leaves none of them on this device.

import { unsentOf, wipeUser } from "./queue.js";

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
