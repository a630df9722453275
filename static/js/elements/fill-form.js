/**
 * <button commandfor="dialog" data-fill='{"presentation_id": 3, "title": "…"}'>: fills the dialog's
 * form before it opens, so one form in the page serves all rows of a list that is redrawn.
 */
document.addEventListener(
  "click",
  (event) => {
    const button = event.target.closest?.("button[data-fill]");
    const form = document.getElementById(button?.getAttribute("commandfor"))?.querySelector("form");
    if (!form) return;
    form.reset();
    for (const [name, value] of Object.entries(JSON.parse(button.dataset.fill))) {
      if (form.elements[name]) form.elements[name].value = value;
    }
  },
  { capture: true },
);
