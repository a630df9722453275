/**
 * The base of elements that live in markup which the server may redraw at any moment.
 *
 * A redraw takes away what a script has set. So an element keeps no truth in the page: `draw()`
 * reads the attributes and sets everything again, and runs after each change around it.
 */
export class MorphingElement extends HTMLElement {
  #pending = false;
  #observer = new MutationObserver(() => this.redraw());

  connectedCallback() {
    this.#observer.observe(this, {
      attributes: true,
      childList: true,
      characterData: true,
      subtree: true,
    });
    this.redraw();
  }

  disconnectedCallback() {
    this.#observer.disconnect();
  }

  /** Draw once after the script that is running now, however often this is asked. */
  redraw() {
    if (this.#pending) return;
    this.#pending = true;
    queueMicrotask(() => {
      this.#pending = false;
      if (!this.isConnected) return;
      this.draw();
      this.#observer.takeRecords();
    });
  }

  /** Set only what differs: writing an equal value would still wake screen readers and observers. */
  put(node, name, value) {
    if (!node || node.getAttribute(name) === value) return;
    if (value === null) node.removeAttribute(name);
    else node.setAttribute(name, value);
  }

  say(node, text) {
    if (node && node.textContent !== text) node.textContent = text;
  }

  seconds(name, fallback) {
    const value = Number.parseFloat(this.getAttribute(name));
    return Number.isFinite(value) ? value : fallback;
  }
}
