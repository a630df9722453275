/**
 * The outbox: orders that must not be lost, kept in IndexedDB until the server has them.
 *
 * They go out in order, one at a time, each with the key it was given when it was written; so an
 * order whose answer was lost is sent again and changes nothing the second time. It outlives
 * reloads, crashes and flight mode, and each call, page and person has its own.
 */
import { isConnected, newKey, send, whenConnected } from "./wire.js";

const page = document.body.dataset;
const OWNER = `${page.call}/${page.page}/${page.me ?? ""}`;
const store = openStore();
const RETRY_MS = 5000;
let sending = false;
let asked = false;

whenConnected(flush);
show();

/** Keep an order and send it as soon as may be; resolves to true once it is kept. */
export async function keep(order) {
  const kept = { ...order, owner: OWNER, key: newKey(), at: Date.now() };
  await put(kept);
  await show();
  flush();
  return true;
}

/** Fill a form with what was written in it before, above what is being written now. */
export function putBack(form, { text, ...others }) {
  for (const [name, value] of Object.entries(others)) {
    if (form.elements[name]) form.elements[name].value = value;
  }
  const dialog = form.closest("dialog");
  if (dialog && !dialog.open) dialog.showModal();
  const field = form.elements.text;
  field.value = [text, dialog ? "" : field.value].filter(Boolean).join("\n");
  field.focus();
}

async function flush() {
  asked = true;
  if (sending || !isConnected()) return;
  sending = true;
  asked = false;
  try {
    for (let next = await first(); next && isConnected(); next = await first()) {
      const answer = await send({ command: next.command, args: next.args, key: next.key });
      if (answer.again) throw new Error(next.key);
      if (answer.ok) await remove(next.id);
      else await put({ ...next, problem: Object.values(answer.errors ?? {}).join(" ") || " " });
      await show();
    }
  } catch {
    // No answer, or not now: what is left goes out when the line is back, or in a while.
    setTimeout(flush, RETRY_MS);
  } finally {
    sending = false;
  }
  // Something may have been kept just after the last look.
  if (asked) flush();
}

async function first() {
  return (await all()).find((order) => !order.problem);
}

async function show() {
  const orders = await all();
  const status = document.getElementById("unsent");
  if (status) {
    status.dataset.state = orders.length ? "unsent" : "saved";
    status.querySelector("[data-count]").textContent = orders.length;
  }
  const list = document.querySelector("[data-unsent-list]");
  list?.replaceChildren(...orders.filter((order) => order.args.text).map(row));
}

function row(order) {
  const node = document.getElementById("unsent-row").content.firstElementChild.cloneNode(true);
  node.querySelector("[data-say]").textContent = order.args.text;
  const problem = node.querySelector("[data-problem]");
  problem.textContent = order.problem ?? "";
  problem.hidden = !order.problem;
  const edit = node.querySelector("[data-edit]");
  edit.hidden = !order.problem;
  edit.addEventListener("click", () => mend(order));
  return node;
}

/** What the server refused goes back to where it was written, so that it can be mended. */
async function mend(order) {
  const form = document.querySelector(`form[data-order="${order.command}"]`);
  if (!form) return;
  putBack(form, order.args);
  await remove(order.id);
  await show();
}

/** The browser's database, or memory where a browser forbids one (then a reload would lose it). */
function openStore() {
  return new Promise((resolve) => {
    const request = indexedDB.open("facilitator", 1);
    request.onupgradeneeded = () =>
      request.result.createObjectStore("outbox", { keyPath: "id", autoIncrement: true });
    request.onsuccess = () => resolve(inDatabase(request.result));
    request.onerror = () => resolve(inMemory());
  });
}

function inDatabase(database) {
  const run = (mode, act) =>
    new Promise((resolve, reject) => {
      const transaction = database.transaction("outbox", mode, { durability: "strict" });
      const request = act(transaction.objectStore("outbox"));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = () => reject(transaction.error);
      transaction.onabort = () => reject(transaction.error);
    });
  return {
    all: () => run("readonly", (orders) => orders.getAll()),
    put: (order) => run("readwrite", (orders) => orders.put(order)),
    remove: (id) => run("readwrite", (orders) => orders.delete(id)),
  };
}

function inMemory() {
  const orders = new Map();
  let last = 0;
  return {
    all: async () => [...orders.values()],
    put: async (order) => {
      const id = order.id ?? ++last;
      orders.set(id, { ...order, id });
    },
    remove: async (id) => orders.delete(id),
  };
}

async function all() {
  return (await (await store).all()).filter((order) => order.owner === OWNER);
}

async function put(order) {
  return (await store).put(order);
}

async function remove(id) {
  return (await store).remove(id);
}
