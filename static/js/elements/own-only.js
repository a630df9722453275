/**
 * <own-only by="17 18" hidden>: shown only to the persons whose ids stand in `by`.
 *
 * The server draws one copy for everybody; body[data-me] says who is looking. This is a
 * convenience for the eye, never a right: the server checks every command.
 */
import { MorphingElement } from "./morphing.js";

class OwnOnly extends MorphingElement {
  draw() {
    const { me } = document.body.dataset;
    const owners = (this.getAttribute("by") ?? "").split(/\s+/);
    this.put(this, "hidden", me && owners.includes(me) ? null : "");
  }
}

customElements.define("own-only", OwnOnly);
