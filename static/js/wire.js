/**
 * The line to the server. What comes down is page regions as they now are; the page morphs to them.
 *
 * The server puts this page into its channels when it follows; it never asks for one by name.
 * After a break, or when a beat tells of a version this page has not seen, it follows again.
 */

import { Idiomorph } from "../vendor/idiomorph.min.js";
import { io } from "../vendor/socket.io.min.js";
import { setServerTime } from "./clock.js";
import { say } from "./say.js";

const page = document.body.dataset;
const seen = {};
const listeners = new Set();
let socket;

/** Connect, and stay connected for as long as the page is open. */
export function start() {
  socket = io({
    auth: { call: Number(page.call), page: page.page, locale: page.locale },
    transports: ["websocket", "polling"],
    reconnectionDelay: 500,
    reconnectionDelayMax: 10_000,
    randomizationFactor: 0.5,
  });
  socket.on("connect", follow);
  socket.on("connect_error", refused);
  socket.on("disconnect", () => show("reconnecting"));
  socket.on("regions", update);
  socket.on("beat", beat);
  socket.on("moved", () => follow({ afresh: true }));
  socket.on("gone", () => end("word-gone"));
  socket.on("closed", () => end("word-closed"));
}

/** Run `listener` whenever the line is back. */
export function whenConnected(listener) {
  listeners.add(listener);
}

/** Whether an order could be sent now. */
export function isConnected() {
  return Boolean(socket?.connected);
}

/** A key for an order. Not randomUUID(): browsers have that only behind HTTPS, and a hall may have none. */
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Send an order; resolves to the server's answer, rejects if the line breaks first. */
export function send(order) {
  return socket.timeout(15_000).emitWithAck("order", order);
}

async function follow({ afresh = false } = {}) {
  const version = afresh ? -1 : Math.min(Number(page.seen), ...Object.values(seen));
  const answer = await socket
    .timeout(15_000)
    .emitWithAck("follow", { seen: version })
    .catch(() => null);
  if (!answer?.ok) return;
  setServerTime(answer.now, document.querySelector('meta[name="server-time"]').dataset.speed);
  page.seen = answer.version;
  for (const each of Object.keys(seen)) seen[each] = answer.version;
  draw(answer.regions);
  show("connected");
  for (const listener of listeners) listener();
}

function update({ version, each, regions }) {
  seen[each] = version;
  draw(regions);
}

function beat({ each, version }) {
  if (version > Math.max(seen[each] ?? 0, Number(page.seen))) follow();
}

function draw(regions) {
  const before = document.activeElement;
  const around = before?.closest("[data-region]");
  for (const [name, html] of Object.entries(regions)) {
    for (const node of document.querySelectorAll(`[data-region="${name}"]`)) {
      Idiomorph.morph(node, html, {
        morphStyle: "innerHTML",
        ignoreActiveValue: isTyping(),
        callbacks: { beforeAttributeUpdated: isNotTheViewers },
      });
    }
  }
  if (around && document.activeElement === document.body) refocus(around, before);
}

/** Whoever works with the keyboard stays where they were, though what they pressed is gone. */
function refocus(region, before) {
  const { order } = before.dataset;
  const same = order && region.querySelector(`button[data-order="${order}"]:not(:disabled)`);
  if (!same) region.tabIndex = -1;
  (same || region).focus({ preventScroll: true });
}

/** What somebody types is theirs; a focused button is redrawn like anything else. */
function isTyping() {
  return document.activeElement?.matches("input, textarea, select") ?? false;
}

/** What somebody has opened stays open, whatever arrives. */
function isNotTheViewers(attribute, node) {
  return !(attribute === "open" && node.matches("details, dialog"));
}

function show(state) {
  const status = document.getElementById("connection");
  if (status) status.dataset.state = state;
}

/** The server does not know this browser (any more): a reload shows why. */
function refused() {
  if (socket.active) show("reconnecting");
  else location.reload();
}

function end(word) {
  socket.disconnect();
  say(document.getElementById(word).innerHTML, { stays: true });
}
