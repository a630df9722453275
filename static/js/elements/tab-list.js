/** <tab-list>: [role=tab] buttons show their panel (aria-controls); arrows, Home and End move. */
import { MorphingElement } from "./morphing.js";

class TabList extends MorphingElement {
  #chosen;

  constructor() {
    super();
    this.addEventListener("click", (event) => this.#choose(event.target.closest("[role=tab]")));
    this.addEventListener("keydown", (event) => this.#move(event));
  }

  /** The viewer's choice outlives a redraw; before any choice the markup's aria-selected counts. */
  draw() {
    const tabs = this.#tabs;
    const current = tabs.find((tab) => tab.id === this.#chosen) ?? tabs.find(isSelected) ?? tabs[0];
    for (const tab of tabs) {
      const on = tab === current;
      this.put(tab, "aria-selected", String(on));
      this.put(tab, "tabindex", on ? "0" : "-1");
      this.put(
        document.getElementById(tab.getAttribute("aria-controls")),
        "hidden",
        on ? null : "",
      );
    }
  }

  get #tabs() {
    return [...this.querySelectorAll("[role=tab]")];
  }

  #choose(tab) {
    if (!tab) return;
    this.#chosen = tab.id;
    tab.focus();
    this.redraw();
  }

  #move(event) {
    const tabs = this.#tabs;
    const at = tabs.indexOf(event.target);
    if (at < 0) return;
    const forward = this.matches(":dir(rtl)") ? "ArrowLeft" : "ArrowRight";
    const backward = this.matches(":dir(rtl)") ? "ArrowRight" : "ArrowLeft";
    const to = { [forward]: at + 1, [backward]: at - 1, Home: 0, End: -1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.#choose(tabs.at(to % tabs.length));
  }
}

function isSelected(tab) {
  return tab.getAttribute("aria-selected") === "true";
}

customElements.define("tab-list", TabList);
