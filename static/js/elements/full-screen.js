/** <full-screen hidden>: a button that fills the screen with the page, where the browser can. */
class FullScreen extends HTMLElement {
  connectedCallback() {
    this.hidden = !document.fullscreenEnabled;
    this.addEventListener("click", toggle);
    document.addEventListener("fullscreenchange", this);
  }

  disconnectedCallback() {
    document.removeEventListener("fullscreenchange", this);
  }

  handleEvent() {
    const pressed = document.fullscreenElement ? "true" : "false";
    this.querySelector("button").setAttribute("aria-pressed", pressed);
  }
}

function toggle(event) {
  if (!event.target.closest("button")) return;
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen();
}

customElements.define("full-screen", FullScreen);
