// Tells forms which time zone this device is in: at sign-up silently, in the profile as an offer.

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

for (const field of document.querySelectorAll("[data-browser-time-zone]")) {
  field.value = zone;
}

const offer = document.querySelector("[data-zone-offer]");
const select = document.querySelector("select[name=time_zone]");

if (offer && select && select.value !== zone && [...select.options].some((o) => o.value === zone)) {
  offer.querySelector("[data-zone-name]").textContent = zone.replaceAll("_", " ");
  offer.querySelector("button").addEventListener("click", () => {
    select.value = zone;
    offer.hidden = true;
    select.focus();
  });
  offer.hidden = false;
}
