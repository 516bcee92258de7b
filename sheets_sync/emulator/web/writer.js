/** Changes on their way to the server: one after the other, in the order in which they were made. */

import { notify } from "./notices.js";
import { explained } from "./refusals.js";

export class Writer {
  /** `onState` is told saving, saved or failed; `afterwards` brings the page up to date after each change. */
  constructor(onState, afterwards) {
    this.onState = onState;
    this.afterwards = afterwards;
    this.waiting = 0;
    this.last = Promise.resolve();
    window.addEventListener("beforeunload", (event) => {
      if (this.waiting) event.preventDefault();
    });
  }

  /** Carry out a change when those before it are done; resolves to whether the server took it. */
  write(change, lost = "") {
    this.waiting += 1;
    this.onState("saving");
    const done = this.last.then(() => this.carryOut(change, lost));
    this.last = done;
    return done;
  }

  async carryOut(change, lost) {
    let taken = true;
    try {
      await change();
    } catch (error) {
      taken = false;
      notify(lost ? `${explained(error)} Nội dung chưa được lưu: “${lost}”.` : explained(error), "problem");
    }
    this.waiting -= 1;
    await this.afterwards();
    if (!this.waiting) this.onState(taken ? "saved" : "failed");
    return taken;
  }
}
