/** <count-down ends-at left warn alarm>: minutes and seconds left, as text in [data-clock]. */
import { every, now } from "../clock.js";
import { MorphingElement } from "./morphing.js";

/** An element that is drawn again at each second of the server. */
export class TickingElement extends MorphingElement {
  #stop;

  connectedCallback() {
    super.connectedCallback();
    this.#stop = every(() => this.redraw());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#stop?.();
  }

  /** Seconds left: counted from `ends-at`, or the `left` of a paused clock. Negative when over. */
  secondsLeft() {
    const end = Date.parse(this.getAttribute("ends-at"));
    return Number.isNaN(end) ? this.seconds("left", 0) : (end - now()) / 1000;
  }
}

/** What a countdown shares with its ring: the text, and a state for colours and words. */
export class CountDown extends TickingElement {
  draw() {
    const left = Math.ceil(this.secondsLeft() - 0.001);
    this.say(this.querySelector("[data-clock]"), written(left));
    this.put(this, "data-state", this.#state(left));
    this.put(this, "data-over", left < 0 ? String(-left) : null);
    this.put(this, "data-long", Math.abs(left) >= 3600 ? "" : null);
  }

  #state(left) {
    if (left < 0 || (left === 0 && this.hasAttribute("ends-at"))) return "over";
    if (left <= this.seconds("alarm", -1)) return "last";
    return left <= this.seconds("warn", 120) ? "soon" : "calm";
  }
}

/** 754 → 12:34, 3700 → 1:01:40, -5 → +0:05 (over). */
function written(seconds) {
  const whole = Math.abs(seconds);
  const [hours, minutes, rest] = [
    Math.floor(whole / 3600),
    Math.floor(whole / 60) % 60,
    whole % 60,
  ];
  const pair = (number) => String(number).padStart(2, "0");
  const clock = hours ? `${hours}:${pair(minutes)}:${pair(rest)}` : `${minutes}:${pair(rest)}`;
  return seconds < 0 ? `+${clock}` : clock;
}

customElements.define("count-down", CountDown);
