// The account menu closes by Escape and by a click elsewhere; without this it closes by its summary.

const menu = document.querySelector("[data-menu]");

document.addEventListener("click", (event) => {
  if (!menu.contains(event.target)) {
    menu.open = false;
  }
});

menu.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && menu.open) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
