/**
 * Dialogs open and close by `command` and `commandfor` on a button; here for browsers without them.
 * An open details.menu closes by a click elsewhere and by Escape, as people expect of a menu.
 */
if (!("commandForElement" in HTMLButtonElement.prototype)) {
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button[command][commandfor]");
    const dialog = button && document.getElementById(button.getAttribute("commandfor"));
    if (!dialog) return;
    if (button.getAttribute("command") === "show-modal") dialog.open || dialog.showModal();
    else dialog.close(button.value);
  });
}

if (!("closedBy" in HTMLDialogElement.prototype)) {
  document.addEventListener("click", ({ target }) => {
    if (target.matches?.('dialog[closedby="any"]')) target.close();
  });
}

/** Focus returns to what opened a dialog; where a redraw took that away, to the page's content. */
document.addEventListener(
  "close",
  () => document.activeElement === document.body && document.getElementById("main")?.focus(),
  { capture: true },
);

document.addEventListener("click", ({ target }) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(target)) menu.open = false;
  }
});

document.addEventListener("keydown", ({ key, target }) => {
  const menu = key === "Escape" && target.closest?.("details.menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
