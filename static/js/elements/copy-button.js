/** <copy-button value>: its button puts `value` on the clipboard; data-state is then "done" for two seconds. */
class CopyButton extends HTMLElement {
  constructor() {
    super();
    this.addEventListener("click", this);
  }

  async handleEvent(event) {
    if (!event.target.closest("button")) return;
    await copied(this.getAttribute("value"));
    this.dataset.state = "done";
    setTimeout(() => delete this.dataset.state, 2000);
  }
}

/** Without HTTPS there is no clipboard API; the old command still works on a selected field. */
async function copied(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const field = document.createElement("textarea");
  field.value = text;
  document.body.append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
}

customElements.define("copy-button", CopyButton);
