// How one reads: shown at once, and kept with the person on the server.

import { post } from "../net.js";
import { trouble } from "./marks.js";
import { tell } from "./words.js";

const form = /** @type {HTMLFormElement} */ (document.getElementById("reading-form"));
const panel = /** @type {HTMLDetailsElement} */ (document.querySelector("[data-settings]"));

/** `article` shows the look that is chosen; `changed()` is told of it. */
export function choose(article, changed) {
  async function apply() {
    const fields = new FormData(form);
    const look = {
      text_size: Number(fields.get("text_size")),
      line_spacing: Number(fields.get("line_spacing")),
      is_dimming: fields.has("is_dimming"),
    };
    article.dataset.textSize = look.text_size;
    article.dataset.lineSpacing = look.line_spacing;
    article.toggleAttribute("data-dims", look.is_dimming);
    changed();
    const reply = await post(form.getAttribute("action"), look);
    if (reply.status !== 204) {
      tell(trouble(reply));
    }
  }

  panel.addEventListener("change", apply);
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && panel.open) {
      event.stopPropagation();
      panel.open = false;
      panel.querySelector("summary").focus();
    }
  });
  document.addEventListener("pointerdown", ({ target }) => {
    if (panel.open && !panel.contains(/** @type {Node} */ (target))) {
      panel.open = false;
    }
  });
}
