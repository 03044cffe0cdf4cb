// The button that copies a link; without a script the link is selected by hand.

for (const part of document.querySelectorAll("[data-copy]")) {
  const field = part.querySelector("input");
  const button = part.querySelector("button");
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      // Not allowed, or no HTTPS: the older way copies what is selected.
      document.execCommand("copy");
    }
    button.textContent = button.dataset.copied;
  });
}
