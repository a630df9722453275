/**
 * Turns buttons and forms that carry `data-order` into orders on the line.
 *
 * A form with `data-keep` goes through the outbox: it is emptied at once and what was written is
 * kept on this device until the server has it. Everything else needs the line now, because to do
 * it ten minutes later could do harm.
 */
import { keep, putBack } from "./outbox.js";
import { confirm, say, word } from "./say.js";
import { isConnected, newKey, send } from "./wire.js";

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("button[data-order]");
  if (!button) return;
  event.preventDefault();
  press(button);
});

document.addEventListener("change", (event) => {
  const select = event.target.closest?.("select[data-order]");
  if (select?.value) press(select, { [select.name]: select.value });
});

document.addEventListener("submit", (event) => {
  const form = event.target.closest?.("form[data-order]");
  if (!form) return;
  event.preventDefault();
  submit(form);
});

/** Alt+3 presses what carries data-alt="3", also while somebody types. */
document.addEventListener("keydown", (event) => {
  const digit = event.altKey && event.code.match(/^Digit(\d)$/)?.[1];
  const target = digit && document.querySelector(`[data-alt="${digit}"]`);
  if (!target) return;
  event.preventDefault();
  const typing = document.activeElement;
  target.click();
  typing?.focus();
});

document.addEventListener("keydown", (event) => {
  const posts = event.key === "Enter" && !event.shiftKey && !event.isComposing;
  if (!posts || !event.target.matches?.("textarea[data-enter-posts]")) return;
  event.preventDefault();
  event.target.form.requestSubmit();
});

/** Give one order that needs the line; returns whether it was carried out. */
export async function give(command, args, source = {}) {
  if (!isConnected()) return refuse({ "": word("word-offline") });
  const answer = await send({ command, args, key: newKey() }).catch(() => null);
  if (!answer) return refuse({ "": word("word-unclear") });
  if (!answer.ok) return refuse(answer.errors, source.form);
  if (source.done) say(source.done, { undo: reversal(source.undo, answer.result) });
  return true;
}

async function press(button, more = {}) {
  const { order, args, done, undo } = button.dataset;
  if (button.dataset.confirm && !(await confirm(button.dataset.confirm))) return;
  if (button.ariaBusy === "true") return;
  button.ariaBusy = "true";
  await give(order, { ...JSON.parse(args ?? "{}"), ...more }, { done, undo });
  button.ariaBusy = "false";
}

async function submit(form) {
  clearErrors(form);
  const args = read(form);
  if ("keep" in form.dataset) return hold(form, args);
  const done = await give(form.dataset.order, args, { form, ...form.dataset });
  if (!done) return;
  form.closest("dialog")?.close();
  if (!("stay" in form.dataset)) form.reset();
}

/** Empty the form before anything is waited for: what is typed meanwhile is the next sentence. */
async function hold(form, args) {
  form.reset();
  const dialog = form.closest("dialog");
  if (dialog) dialog.close();
  else form.querySelector("textarea, input:not([type=hidden])")?.focus();
  try {
    await keep({ command: form.dataset.order, args });
  } catch {
    putBack(form, args);
    say(word("word-unkept"), { stays: true });
  }
}

/** A form's fields, those marked data-several as lists, and what `data-with` points at. */
function read(form) {
  const args = {};
  for (const box of form.querySelectorAll("[name][data-several]")) args[box.name] = [];
  for (const [name, value] of new FormData(form)) {
    if (["csrf_token", "key", "back"].includes(name)) continue;
    if (Array.isArray(args[name])) args[name].push(value);
    else args[name] = value;
  }
  const chosen = form.dataset.with && document.querySelector(form.dataset.with);
  return chosen ? { ...args, ...JSON.parse(chosen.dataset.args) } : args;
}

function refuse(errors, form) {
  const rest = [];
  for (const [field, sentence] of Object.entries(errors ?? {})) {
    const place = form?.querySelector(`[data-error-for="${field}"]`);
    if (place) showError(form, field, place, sentence);
    else rest.push(sentence);
  }
  if (rest.length) say(rest.join(" "), { stays: true });
  return false;
}

function showError(form, field, place, sentence) {
  place.textContent = sentence;
  place.hidden = false;
  const input = form.elements[field];
  input?.setAttribute?.("aria-invalid", "true");
  input?.focus?.();
}

function clearErrors(form) {
  for (const place of form.querySelectorAll("[data-error-for]")) place.hidden = true;
  for (const input of form.querySelectorAll("[aria-invalid]"))
    input.removeAttribute("aria-invalid");
}

/** What Undo gives: `insight.restore {"insight_id": 3}`, with the result's values filled in. */
function reversal(undo, result) {
  if (!undo) return null;
  const [command, args] = JSON.parse(undo);
  return () => give(command, { ...result, ...args });
}
