/**
 * <fit-in min="0.4" max="1.5">: sets --fit on itself, the largest scale at which its content fits.
 *
 * A wall has one size and any number of names in any script on it; what is said there must neither
 * be cut nor be smaller than it need be. Style sheets multiply their sizes by --fit.
 */
import { MorphingElement } from "./morphing.js";

const STEPS = 7;

class FitIn extends MorphingElement {
  #resized = new ResizeObserver(() => this.redraw());

  connectedCallback() {
    super.connectedCallback();
    this.#resized.observe(this);
    document.fonts.ready.then(() => this.redraw());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#resized.disconnect();
  }

  draw() {
    let [low, high] = [this.seconds("min", 0.4), this.seconds("max", 1)];
    if (this.#fits(high)) return;
    for (let step = 0; step < STEPS; step += 1) {
      const middle = (low + high) / 2;
      if (this.#fits(middle)) low = middle;
      else high = middle;
    }
    this.#fits(low);
  }

  #fits(scale) {
    this.style.setProperty("--fit", scale.toFixed(3));
    return this.scrollHeight <= this.clientHeight + 1 && this.scrollWidth <= this.clientWidth + 1;
  }
}

customElements.define("fit-in", FitIn);
