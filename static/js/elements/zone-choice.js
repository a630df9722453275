/** <zone-choice guess>: selects the browser's own time zone in its <select>, unless one was chosen. */
class ZoneChoice extends HTMLElement {
  connectedCallback() {
    const select = this.querySelector("select");
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (!select || !zone || !this.hasAttribute("guess")) return;
    // Browsers differ in which of a zone's names they use; the server knows them all.
    if (![...select.options].some((one) => one.value === zone)) {
      select.prepend(new Option(zone.split("/").pop().replaceAll("_", " "), zone));
    }
    select.value = zone;
  }
}

customElements.define("zone-choice", ZoneChoice);
