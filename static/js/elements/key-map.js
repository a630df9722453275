/**
 * <key-map help="id">: one key presses the button or link that carries it, [data-key="n"].
 *
 * Keys stay silent while somebody types, with a modifier held, and behind an open dialog. `?`
 * opens the dialog `help`. [data-keys-on], a checkbox, turns single keys off for those who speak
 * to their computer or touch keys by accident (WCAG 2.1.4); the choice stays on this device.
 */
const CHOICE = "single-keys";
const TYPING = "input, select, textarea, [contenteditable]";
const PRESSED_BY_BROWSER = "button, a, summary, [role=tab]";

class KeyMap extends HTMLElement {
  connectedCallback() {
    document.addEventListener("keydown", this);
    document.addEventListener("change", this);
    for (const box of document.querySelectorAll("[data-keys-on]")) box.checked = isOn();
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this);
    document.removeEventListener("change", this);
  }

  handleEvent(event) {
    if (event.type === "keydown") this.#press(event);
    else if (event.target.matches("[data-keys-on]")) remember(event.target.checked);
  }

  #press(event) {
    if (!isOn() || isElsewhere(event)) return;
    const target = event.key === "?" ? this.#help : bearer(event.key);
    if (!target) return;
    event.preventDefault();
    if (target instanceof HTMLDialogElement) target.showModal();
    else target.click();
  }

  get #help() {
    return document.getElementById(this.getAttribute("help"));
  }
}

function isElsewhere({ target, key, ctrlKey, metaKey, altKey, repeat, isComposing }) {
  if (ctrlKey || metaKey || altKey || repeat || isComposing) return true;
  if (target.matches?.(TYPING) || document.querySelector("dialog[open]")) return true;
  return (key === " " || key === "Enter") && target.closest?.(PRESSED_BY_BROWSER);
}

function bearer(key) {
  const wanted = key.toLowerCase();
  return [...document.querySelectorAll("[data-key]")].find(
    (element) =>
      element.dataset.key.toLowerCase() === wanted &&
      !element.disabled &&
      element.checkVisibility(),
  );
}

/** Storage may be forbidden by the browser; keys then work until the page is left. */
let chosen = true;

function isOn() {
  try {
    return localStorage.getItem(CHOICE) !== "off";
  } catch {
    return chosen;
  }
}

function remember(on) {
  chosen = on;
  try {
    localStorage.setItem(CHOICE, on ? "on" : "off");
  } catch {
    // Nothing to do: `chosen` holds it.
  }
}

customElements.define("key-map", KeyMap);
