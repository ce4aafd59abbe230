/** One event of a step pattern: where it starts in beats, how long it lasts, and its sign. */
export type Step = { beat: number; beats: number; sign: string }

const STEP_BEATS = 0.25

/**
 * Reads one bar of a pattern: sixteen signs are sixteenths ("x" or a digit starts a note, "-" holds
 * it, "." rests). Bars are separated by "|" and repeat; `bar` counts from the section's start.
 */
export function readBar(pattern: string, bar: number): Step[] {
  const bars = pattern.split('|')
  const text = bars[bar % bars.length] ?? ''
  const steps: Step[] = []
  for (const [i, sign] of [...text].entries()) {
    const last = steps.at(-1)
    if (sign === '-' && last) last.beats += STEP_BEATS
    else if (sign !== '.' && sign !== '-')
      steps.push({ beat: i * STEP_BEATS, beats: STEP_BEATS, sign })
  }
  return steps
}
