/**
 * The server's time on this device, and one ticker for all clocks of a page.
 *
 * The offset is taken against Date.now(), not performance.now(): the latter may stand still while
 * a laptop sleeps, and a host who opens the lid again must see the right time at once.
 */
const listeners = new Set();
let anchor = { server: Date.now(), local: Date.now(), speed: 1 };
let timer;

/** Milliseconds since 1970 by the server's clock, which may run `speed` times faster in a rehearsal. */
export function now() {
  return anchor.server + (Date.now() - anchor.local) * anchor.speed;
}

/** Tell the clock what the server's time is at this moment. */
export function setServerTime(iso, speed = 1, local = Date.now()) {
  const server = Date.parse(iso);
  if (Number.isNaN(server)) return;
  anchor = { server, local, speed: Number(speed) || 1 };
  tick();
}

/** Call `listener` now and at each full second of the server; returns a function that stops it. */
export function every(listener) {
  listeners.add(listener);
  if (listeners.size === 1) schedule();
  listener();
  return () => {
    listeners.delete(listener);
    if (!listeners.size) clearTimeout(timer);
  };
}

function tick() {
  for (const listener of listeners) listener();
  if (listeners.size) schedule();
}

function schedule() {
  clearTimeout(timer);
  const untilSecond = (1000 - (now() % 1000)) / anchor.speed;
  timer = setTimeout(tick, Math.max(untilSecond + 5, 200));
}

function readPage() {
  const meta = document.querySelector('meta[name="server-time"]');
  if (!meta) return;
  const page = performance.getEntriesByType("navigation")[0];
  const arrived = performance.timeOrigin + (page?.responseStart ?? 0);
  setServerTime(meta.content, meta.dataset.speed, arrived);
}

readPage();
document.addEventListener("visibilitychange", () => document.hidden || tick());
