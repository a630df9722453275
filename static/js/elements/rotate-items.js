/**
 * <rotate-items every="12">: shows one of its children at a time, the first for as long as it is
 * new. A child that the server puts in front is shown at once; its `data-key` tells it is another.
 *
 * It stands still under the pointer or the focus, and shows only the first where less motion is
 * asked for: what moves by itself must be possible to hold (WCAG 2.2.2).
 */
import { now } from "../clock.js";
import { TickingElement } from "./clocks.js";

const calm = matchMedia("(prefers-reduced-motion: reduce)");

class RotateItems extends TickingElement {
  #first;
  #began = 0;
  #at = 0;

  draw() {
    const items = [...this.children];
    const first = items[0]?.dataset.key;
    if (first !== this.#first) [this.#first, this.#began, this.#at] = [first, now(), 0];
    if (!this.matches(":hover, :focus-within")) this.#at = this.#turn(items.length);
    for (const [at, item] of items.entries()) this.put(item, "hidden", at === this.#at ? null : "");
  }

  #turn(count) {
    if (calm.matches || count < 2) return 0;
    this.#began = Math.min(this.#began, now());
    const passed = (now() - this.#began) / 1000;
    return Math.floor(passed / this.seconds("every", 12)) % count;
  }
}

customElements.define("rotate-items", RotateItems);
