/** <theme-switch>: buttons [data-theme-value=auto|light|dark]; the choice stays on this device. */
import { MorphingElement } from "./morphing.js";

class ThemeSwitch extends MorphingElement {
  constructor() {
    super();
    this.addEventListener("click", (event) =>
      this.#choose(event.target.closest("[data-theme-value]")),
    );
  }

  draw() {
    const theme = document.documentElement.dataset.theme ?? "auto";
    for (const button of this.querySelectorAll("[data-theme-value]")) {
      this.put(button, "aria-pressed", String(button.dataset.themeValue === theme));
    }
  }

  #choose(button) {
    if (!button) return;
    const theme = button.dataset.themeValue;
    if (theme === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    try {
      localStorage.setItem("theme", theme);
    } catch {
      // Storage is forbidden: the choice lasts as long as the page.
    }
    this.redraw();
  }
}

customElements.define("theme-switch", ThemeSwitch);
