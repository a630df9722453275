/** Short messages at the edge of the page. All words come from the page's own templates. */
const STAYS_MS = 8000;

/** The words that the page holds under an id. */
export function word(id) {
  return document.getElementById(id).innerHTML.trim();
}

/** Say something; `undo`, if given, is what its Undo button does. */
export function say(text, { undo = null, stays = false } = {}) {
  const toast = document.getElementById("toast").content.firstElementChild.cloneNode(true);
  toast.querySelector("[data-say]").textContent = text;
  const button = toast.querySelector("[data-undo]");
  button.hidden = !undo;
  button.addEventListener("click", () => {
    toast.remove();
    undo();
  });
  toast.querySelector("[data-dismiss]").addEventListener("click", () => toast.remove());
  document.getElementById("toasts").append(toast);
  if (!stays) setTimeout(() => toast.matches(":hover, :focus-within") || toast.remove(), STAYS_MS);
}

/** Ask before harm; resolves to whether the person said yes. */
export function confirm(text) {
  const dialog = document.getElementById("confirm");
  dialog.querySelector("[data-say]").textContent = text;
  const yes = dialog.querySelector("[data-yes]");
  return new Promise((resolve) => {
    const agree = () => dialog.close("yes");
    yes.addEventListener("click", agree, { once: true });
    dialog.addEventListener(
      "close",
      () => {
        yes.removeEventListener("click", agree);
        resolve(dialog.returnValue === "yes");
        dialog.returnValue = "";
      },
      { once: true },
    );
    dialog.showModal();
  });
}
