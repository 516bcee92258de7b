/** Notices changes of others: Drive's version number of the file, asked while the page is looked at. */

import { getVersion } from "./api.js";

/** Milliseconds between looks; people expect to see a change within two seconds. */
const PAUSE = 1000;

export class Watch {
  /** `onChange` fetches what changed; `onReach` is told whether the server answers. */
  constructor(id, onChange, onReach) {
    this.id = id;
    this.onChange = onChange;
    this.onReach = onReach;
    this.version = null;
    this.running = null;
    this.timer = setInterval(() => this.look(), PAUSE);
    this.onSight = () => this.look();
    document.addEventListener("visibilitychange", this.onSight);
  }

  stop() {
    clearInterval(this.timer);
    document.removeEventListener("visibilitychange", this.onSight);
  }

  /** Ask once; fetch when the number is another one, or when `anyway`. One look at a time. */
  look(anyway = false) {
    if (document.hidden && !anyway) return Promise.resolve();
    if (this.running) return anyway ? this.running.then(() => this.look(true)) : this.running;
    this.running = this.ask(anyway).finally(() => {
      this.running = null;
    });
    return this.running;
  }

  async ask(anyway) {
    try {
      const version = await getVersion(this.id);
      const known = this.version;
      // Noted before fetching: a change that comes meanwhile shows as another number next time.
      this.version = version;
      this.onReach(true);
      if (anyway || (known !== null && known !== version)) await this.onChange();
    } catch (error) {
      // Whatever was missed is fetched as soon as the server answers again.
      this.version = "";
      this.onReach(false, error);
    }
  }
}
