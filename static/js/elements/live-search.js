/**
 * <live-search>: a search form that shows what it finds while one types.
 *
 * The form works by itself; with this, the part of the answer goes into [data-found] after each
 * pause in typing, by a request with `part=1`. An answer that comes too late is thrown away.
 */
const PAUSE_MS = 180;

class LiveSearch extends HTMLElement {
  #waiting;
  #asked = "";

  connectedCallback() {
    this.addEventListener("input", this);
    this.addEventListener("keydown", this);
    this.addEventListener("submit", this);
    this.#catchUp();
  }

  /** On a slow line somebody has typed before this module came. */
  #catchUp() {
    const field = this.querySelector('input[type="search"]');
    if (field && field.value !== field.defaultValue) this.#ask();
  }

  handleEvent(event) {
    if (event.type === "keydown") return this.#step(event);
    if (event.target.closest("form") !== this.#form) return;
    if (event.type === "submit") event.preventDefault();
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(() => this.#ask(), event.type === "submit" ? 0 : PAUSE_MS);
  }

  async #ask() {
    const query = new URLSearchParams(new FormData(this.#form));
    const asked = String(query);
    this.#asked = asked;
    query.set("part", "1");
    const answer = await fetch(`${this.#form.action}?${query}`).catch(() => null);
    if (this.#asked !== asked) return;
    if (!answer?.ok) return this.#form.submit();
    const html = await answer.text();
    if (this.#asked === asked) this.querySelector("[data-found]").innerHTML = html;
  }

  /** The down arrow goes from the field to the first thing found. */
  #step(event) {
    if (event.key !== "ArrowDown" || event.target.type !== "search") return;
    event.preventDefault();
    this.querySelector("[data-found] :is(button, a)")?.focus();
  }

  get #form() {
    return this.querySelector('form[role="search"]');
  }
}

customElements.define("live-search", LiveSearch);
