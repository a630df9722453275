/**
 * Every custom element of the product; a page needs only this module. None knows the application.
 *
 * Some are fetched only by pages that have them, or by the one screen whose redrawn parts may bring
 * them: a live page on a slow line waits for nothing that it does not show.
 */
import "./clocks.js";
import "./appear-at.js";
import "./time-ring.js";
import "./projected-end.js";
import "./local-time.js";
import "./own-only.js";
import "./dialogs.js";
import "./key-map.js";
import "./tab-list.js";
import "./fill-form.js";
import "./also-press.js";

const LATER = {
  "copy-button": "",
  "filter-list": "",
  "full-screen": "",
  "live-search": "",
  "theme-switch": "",
  "zone-choice": "",
  "seat-drag": "host",
  "fit-in": "wall",
  "rotate-items": "wall",
};

for (const [name, screen] of Object.entries(LATER)) {
  const isWanted = document.querySelector(name) || document.body.classList.contains(screen || name);
  if (isWanted) import(`./${name}.js`);
}
