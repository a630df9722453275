/** <also-press for="id">: whoever follows the link inside also presses the button of that element. */
class AlsoPress extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => {
      const other = event.target.closest("a") && document.getElementById(this.getAttribute("for"));
      if (other && !other.hidden) other.querySelector("button")?.click();
    });
  }
}

customElements.define("also-press", AlsoPress);
