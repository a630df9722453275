/**
 * <projected-end ends-at left after planned>: when the call will end, and how late that is.
 *
 * The running item ends at `ends-at` (or `left` seconds from now while paused), or now if it is
 * over; `after` seconds of items follow. The words come from <template data-when="late|early|on-time">.
 */
import { now } from "../clock.js";
import { TickingElement } from "./clocks.js";
import { filled } from "./words.js";
import { formatted } from "./zone.js";

class ProjectedEnd extends TickingElement {
  draw() {
    const end = now() + (Math.max(this.secondsLeft(), 0) + this.seconds("after", 0)) * 1000;
    const late = Math.trunc((end - Date.parse(this.getAttribute("planned"))) / 60_000) || 0;
    const state = late > 0 ? "late" : late < 0 ? "early" : "on-time";
    const time = formatted(this, new Date(end), { timeStyle: "short" });
    const words = filled(this, [state], { time, minutes: Math.abs(late) });
    if (words !== null) this.say(this.querySelector("[data-out]"), words);
    this.put(this, "data-state", state);
  }
}

customElements.define("projected-end", ProjectedEnd);
