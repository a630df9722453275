/**
 * <filter-list min>: typing in [data-filter] leaves those of [data-items] > [data-text] that match.
 *
 * Every typed word must begin a word of the item; accents and case do not count. Nothing is listed
 * before `min` letters. [data-out] says how many, in a <template data-when> of the page's language.
 */
import { MorphingElement } from "./morphing.js";
import { filled } from "./words.js";
import { language } from "./zone.js";

class FilterList extends MorphingElement {
  constructor() {
    super();
    this.addEventListener("input", () => this.redraw());
    this.addEventListener("keydown", (event) => this.#step(event));
  }

  draw() {
    const typed = this.#input?.value.trim() ?? "";
    const enough = typed.length >= this.seconds("min", 0);
    const words = plain(typed).split(" ");
    const shown = this.#items.filter((item) => {
      const fits = enough && matches(item, words);
      this.put(item, "hidden", fits ? null : "");
      return fits;
    });
    this.say(this.querySelector("[data-out]"), (enough && this.#count(shown.length)) || "");
  }

  get #input() {
    return this.querySelector("[data-filter]");
  }

  get #items() {
    return [...this.querySelectorAll("[data-items] > [data-text]")];
  }

  #count(count) {
    const plural = new Intl.PluralRules(language(this)).select(count);
    return filled(this, count ? [plural, "other"] : ["none", plural, "other"], { count });
  }

  /** The down arrow goes from the field to the first match, as in any list of suggestions. */
  #step(event) {
    if (event.key !== "ArrowDown" || event.target !== this.#input) return;
    const first = this.#items.find((item) => !item.hidden);
    first?.querySelector("button, a, input")?.focus();
    event.preventDefault();
  }
}

function matches(item, words) {
  const text = ` ${plain(item.dataset.text)}`;
  return words.every((word) => text.includes(` ${word}`));
}

/** Lower case, without accents, words parted by single spaces: "São-Tomé" → "sao tome". */
function plain(text) {
  const bare = text
    .normalize("NFKD")
    .replace(/\p{Mn}/gu, "")
    .toLowerCase();
  return bare.replace(/[\s\p{P}]+/gu, " ").trim();
}

customElements.define("filter-list", FilterList);
