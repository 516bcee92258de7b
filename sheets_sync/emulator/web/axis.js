/** The rows or the columns of a tab: sizes in pixels, where each begins, which lies at a place. */

export class Axis {
  /** `sizes` in pixels, 0 for hidden ones. */
  constructor(sizes) {
    this.sizes = sizes;
    this.starts = null;
  }

  get count() {
    return this.sizes.length;
  }

  get total() {
    return this.start(this.count);
  }

  /** Pixels before an index. */
  start(index) {
    if (!this.starts) this.measure();
    return this.starts[index];
  }

  measure() {
    const starts = new Float64Array(this.count + 1);
    for (let index = 0; index < this.count; index += 1) starts[index + 1] = starts[index] + this.sizes[index];
    this.starts = starts;
  }

  size(index) {
    return this.sizes[index];
  }

  /** Change a size; true when it differs. */
  resize(index, size) {
    if (this.sizes[index] === size) return false;
    this.sizes[index] = size;
    this.starts = null;
    return true;
  }

  /** Pixels that a span covers. */
  extent(from, to) {
    return this.start(to) - this.start(from);
  }

  /** The visible index at a pixel, the nearest one outside. */
  at(pixel) {
    let [low, high] = [0, this.count - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.start(middle) <= pixel) low = middle;
      else high = middle - 1;
    }
    // Hidden ones begin where the next visible one does, so the last that begins there is the visible one,
    // except at the far end.
    return this.sizes[low] > 0 ? low : this.visible(low, -1);
  }

  /** The next visible index in a direction, itself included; the first visible the other way when none is. */
  visible(index, direction) {
    for (let found = index; found >= 0 && found < this.count; found += direction) {
      if (this.sizes[found] > 0) return found;
    }
    for (let found = index; found >= 0 && found < this.count; found -= direction) {
      if (this.sizes[found] > 0) return found;
    }
    return index;
  }
}
