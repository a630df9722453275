/**
 * <appear-at at="2022-03-09T14:52:00Z" until="…" state="silent" hidden>: shown from the instant
 * `at` on, before `until`; without either there is no limit on that side.
 *
 * From `at` on it also lends its `state` to the nearest element around it that has a data-state.
 */
import { now } from "../clock.js";
import { TickingElement } from "./clocks.js";

class AppearAt extends TickingElement {
  #before = null;

  draw() {
    const early = now() < Date.parse(this.getAttribute("at"));
    const late = now() >= Date.parse(this.getAttribute("until"));
    this.put(this, "hidden", early || late ? "" : null);
    this.#lend(this.getAttribute("state"), early);
  }

  /** Should the clock be put back, the state that was there before comes back too. */
  #lend(state, early) {
    const around = state && this.closest("[data-state]");
    if (!around) return;
    const present = around.dataset.state;
    if (!early && present !== state) this.#before = present;
    if (!early) this.put(around, "data-state", state);
    else if (present === state && this.#before !== null)
      this.put(around, "data-state", this.#before);
  }
}

customElements.define("appear-at", AppearAt);
