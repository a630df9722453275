/** <time-ring total ends-at left warn alarm>: a ring that empties clockwise; once over, it is full again. */
import { CountDown } from "./clocks.js";

class TimeRing extends CountDown {
  draw() {
    super.draw();
    const left = this.secondsLeft();
    const share = left <= 0 ? 1 : Math.min(left / this.seconds("total", left), 1);
    const percent = (share * 100).toFixed(2);
    const arc = this.querySelector(".ring-left");
    this.put(arc, "stroke-dasharray", `${percent} 101`);
    this.put(arc, "stroke-dashoffset", (percent - 100).toFixed(2));
  }
}

customElements.define("time-ring", TimeRing);
