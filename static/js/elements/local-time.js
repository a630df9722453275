/** <local-time datetime format bare>: an instant in the viewer's zone, which is named unless `bare`. */
import { MorphingElement } from "./morphing.js";
import { formatted, language } from "./zone.js";

const TIME = { hour: "numeric", minute: "2-digit" };
const DATE = { weekday: "long", year: "numeric", month: "long", day: "numeric" };
const ZONE = { timeZoneName: "long", year: "numeric" };
const FORMATS = { time: TIME, date: DATE, datetime: { ...DATE, ...TIME } };

class LocalTime extends MorphingElement {
  draw() {
    const at = new Date(this.getAttribute("datetime"));
    if (Number.isNaN(at.getTime())) return;
    const format = this.getAttribute("format") ?? "time";
    const options = { ...FORMATS[format] };
    if (!this.hasAttribute("bare") && options.hour) options.timeZoneName = "short";
    this.say(this, format === "zone" ? this.#zone(at) : formatted(this, at, options));
  }

  #zone(at) {
    const parts = new Intl.DateTimeFormat(language(this), ZONE).formatToParts(at);
    return parts.find((part) => part.type === "timeZoneName").value;
  }
}

customElements.define("local-time", LocalTime);
