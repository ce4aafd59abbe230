import styles from './chroma-wheel.module.css'

const NOTES = ['C', 'Db', 'D', 'Eb', 'E', 'F', 'F#', 'G', 'Ab', 'A', 'Bb', 'B']
const TURN = 2 * Math.PI
const [CENTER, HOLE, RIM, NAMES] = [100, 22, 78, 90]
const NAMED = 3

/** How much of each note sounds, wherever it is played: a slice for each of the twelve, from C at the top. */
export function ChromaWheel({ chroma }: { chroma: readonly number[] }) {
  const most = Math.max(...chroma)
  const loudest = NOTES.map((note, index) => ({ note, share: chroma[index] ?? 0 }))
    .toSorted((one, other) => other.share - one.share)
    .slice(0, NAMED)
    .map(({ note }) => note)
  return (
    <svg
      role="img"
      aria-label={`Notes that sound most: ${loudest.join(', ')}`}
      viewBox="0 0 200 200"
      className={styles.wheel}
    >
      {NOTES.map((note, index) => {
        const share = most === 0 ? 0 : (chroma[index] ?? 0) / most
        const [x, y] = pointAt(index, NAMES)
        return (
          <g key={note} data-loud={loudest.includes(note) || undefined}>
            <path d={sliceOf(index, HOLE + share * (RIM - HOLE))} />
            <text x={x} y={y} textAnchor="middle" dominantBaseline="central">
              {note}
            </text>
          </g>
        )
      })}
    </svg>
  )
}

const pointAt = (position: number, radius: number) => {
  const angle = (position / NOTES.length) * TURN - TURN / 4
  return [CENTER + radius * Math.cos(angle), CENTER + radius * Math.sin(angle)] as const
}

/** A slice of a ring, a little narrower than its share of the turn. */
function sliceOf(index: number, radius: number): string {
  const corners = [
    pointAt(index - 0.44, HOLE),
    pointAt(index - 0.44, radius),
    pointAt(index + 0.44, radius),
    pointAt(index + 0.44, HOLE),
  ].map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`)
  return `M${corners[0]}L${corners[1]}A${radius} ${radius} 0 0 1 ${corners[2]}L${corners[3]}A${HOLE} ${HOLE} 0 0 0 ${corners[0]}Z`
}
