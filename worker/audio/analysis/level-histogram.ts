const FLOOR_LUFS = -70
const LEVELS_PER_LU = 100
const LEVELS = 100 * LEVELS_PER_LU

/** Counts energies by their level in steps of 0.01 LU, above the absolute gate of −70 LUFS. */
export class LevelHistogram {
  readonly #counts = new Uint32Array(LEVELS)
  readonly #energies = new Float64Array(LEVELS)

  add(energy: number): void {
    const level = levelOf(energy)
    if (level < 0) return
    this.#counts[level] = (this.#counts[level] ?? 0) + 1
    this.#energies[level] = (this.#energies[level] ?? 0) + energy
  }

  /** The mean of the energies above `threshold`; 0 when there are none. */
  meanFrom(threshold: number): number {
    let [count, energy] = [0, 0]
    for (let level = Math.max(0, levelOf(threshold)); level < LEVELS; level += 1) {
      count += this.#counts[level] ?? 0
      energy += this.#energies[level] ?? 0
    }
    return count === 0 ? 0 : energy / count
  }

  /** How many LU lie between two percentiles of what is above `threshold`. */
  rangeFrom(threshold: number, low: number, high: number): number | null {
    const first = Math.max(0, levelOf(threshold))
    let total = 0
    for (let level = first; level < LEVELS; level += 1) total += this.#counts[level] ?? 0
    if (total === 0) return null
    const levelAt = (share: number) => {
      let left = Math.round((total - 1) * share)
      let level = first
      while (left >= (this.#counts[level] ?? 0)) left -= this.#counts[level++] ?? 0
      return level
    }
    return (levelAt(high) - levelAt(low)) / LEVELS_PER_LU
  }
}

function levelOf(energy: number): number {
  if (energy <= 0) return -1
  const lufs = 10 * Math.log10(energy) - 0.691
  return Math.min(LEVELS - 1, Math.floor((lufs - FLOOR_LUFS) * LEVELS_PER_LU))
}
