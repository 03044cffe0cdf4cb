// Says on the page that the device gave no passkey: the package's script tells only the console.

const trouble = document.querySelector("[data-passkey-trouble]");

document.addEventListener("allauth.error", () => (trouble.hidden = false));
document.addEventListener("click", () => (trouble.hidden = true));
