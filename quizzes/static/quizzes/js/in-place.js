// Parts that htmx fetches into the page: says where one could not be had, and that one can try again.

for (const failure of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
  document.addEventListener(failure, ({ detail }) => {
    for (const words of detail.target.querySelectorAll("[data-failure]")) {
      words.hidden = false;
    }
  });
}
