import type { DrumStyle, FillKind, Groove } from '../genres/style.ts'
import type { Random } from '../seeded-random.ts'
import type { Hit, Section } from '../song.ts'
import type { DrumName } from '../sound/drum-kits.ts'
import type { Feel } from './feel.ts'
import { readBar } from './steps.ts'

const SIGN_VELOCITY: Record<string, number> = { X: 1, x: 0.78, o: 0.36 }
const RISER_SECONDS = 2
const CALM_BELOW = 0.75
const LIGHT_BELOW = 0.55

/** Writes the drums: the groove of each section's energy, a fill into the next, sweeps and crashes. */
export function writeDrums(
  sections: readonly Section[],
  style: DrumStyle,
  feel: Feel,
  random: Random,
): Hit[] {
  const fills = FILLS[style.fill]
  return sections.flatMap((section, index) => {
    const next = sections[index + 1]
    if (section.kind === 'ending') return endSong(section, style, feel)
    const groove = grooveFor(section, style)
    const bars = Math.ceil(section.beats / 4)
    const fill = random.pick(fills)
    const fillFrom = random.pick([8, 8, 12])
    const hits: Hit[] = openSection(section, style, feel)
    for (let bar = 0; bar < bars; bar++) {
      const closes = bar === bars - 1 && next !== undefined && groove !== null && bars > 1
      const half = bar % 4 === 3 && !closes && bars > 4
      hits.push(...playBar(groove ?? {}, section, bar, feel, random, style, closes ? fillFrom : 16))
      if (closes) hits.push(...playFill(fill, section, bar, feel, style, fillFrom))
      else if (half && groove?.snare && random.chance(0.5)) {
        hits.push(hit('snare', section.startBeat + bar * 4 + 3.75, 0.4, feel, style))
      }
    }
    if (next?.kind === 'chorus' && style.sweeps) {
      const start = feel.at(next.startBeat) - RISER_SECONDS
      if (start > 0) hits.push({ start, velocity: 0.6, drum: 'riser' })
    }
    return hits
  })
}

function grooveFor(section: Section, style: DrumStyle): Groove | null {
  if (section.energy < LIGHT_BELOW) return style.light
  return section.energy < CALM_BELOW ? style.calm : style.full
}

function playBar(
  groove: Groove,
  section: Section,
  bar: number,
  feel: Feel,
  random: Random,
  style: DrumStyle,
  untilStep: number,
): Hit[] {
  const loudness = 0.72 + 0.28 * section.energy
  return entriesOf(groove).flatMap(([drum, pattern]) =>
    readBar(pattern, bar)
      .filter(({ beat }) => beat < untilStep / 4 && bar * 4 + beat < section.beats)
      .filter(({ sign }) => sign !== 'o' || random.chance(0.85))
      .map(({ beat, sign }) => {
        const velocity = (SIGN_VELOCITY[sign] ?? 0.7) * loudness
        return hit(drum, section.startBeat + bar * 4 + beat, velocity, feel, style)
      }),
  )
}

function playFill(
  fill: Groove,
  section: Section,
  bar: number,
  feel: Feel,
  style: DrumStyle,
  fromStep: number,
): Hit[] {
  return entriesOf(fill).flatMap(([drum, pattern]) =>
    readBar(pattern, 0)
      .filter(({ beat }) => beat >= fromStep / 4)
      .map(({ beat, sign }) => {
        const swell = 0.7 + 0.3 * (beat / 4)
        const velocity = (SIGN_VELOCITY[sign] ?? 0.7) * swell * (0.6 + 0.4 * section.energy)
        return hit(drum, section.startBeat + bar * 4 + beat, velocity, feel, style)
      }),
  )
}

function openSection(section: Section, style: DrumStyle, feel: Feel): Hit[] {
  if (section.kind === 'intro' || section.energy < 0.7 || section.startBeat === 0) return []
  const start = feel.at(section.startBeat)
  const crash: Hit = { start, velocity: 0.5 + 0.35 * section.energy, drum: 'crash' }
  return style.sweeps ? [crash, { start, velocity: 0.7, drum: 'impact' }] : [crash]
}

function endSong(section: Section, style: DrumStyle, feel: Feel): Hit[] {
  const start = feel.at(section.startBeat)
  const last: Hit[] = [{ start, velocity: 0.7, drum: 'crash' }]
  if (style.calm.kick !== undefined) last.push({ start, velocity: 0.85, drum: 'kick' })
  return last
}

function hit(drum: DrumName, beat: number, velocity: number, feel: Feel, style: DrumStyle): Hit {
  const looseness = drum === 'kick' ? style.loosenessMs * 0.4 : style.loosenessMs
  return { drum, start: feel.played(beat, looseness), velocity: feel.touch(velocity, 0.12) }
}

function entriesOf(groove: Groove): [DrumName, string][] {
  // The keys of a Groove are DrumNames by its type.
  return Object.entries(groove) as [DrumName, string][]
}

const FILLS: Record<FillKind, readonly Groove[]> = {
  sticks: [
    { kick: 'x.......x.......', snare: '........x.xxX.X.', tomLow: '..............xX' },
    {
      kick: '........x...x...',
      snare: '........xxx.....',
      tomHigh: '...........xx...',
      tomLow: '.............xxX',
    },
    {
      kick: '........x.......',
      tomHigh: '........x.x.....',
      tomMid: '............x...',
      tomLow: '..............XX',
    },
  ],
  roll: [
    { kick: 'x...x...x...x...', snare: 'o...o...x.x.xxxX' },
    { kick: 'x...x...........', clap: '........x..x..xX', snare: '............ooxx' },
  ],
  stutter: [
    { kick: '........x..x....', snare: '............X..x', hat: '........xxoxooxx' },
    { kick: '........x.......', snare: '........x.....oX', hat: '..........xxxxx.' },
  ],
  brushes: [
    { snare: '........o.o.x.oo', kick: '........o.......', ride: '........x.......' },
    { snare: '........o..oo.x.', tomLow: '..............o.' },
  ],
  thunder: [
    { tomLow: '........x...x.xx', tomMid: '..........x.....' },
    { tomLow: '........x.x.xxXX', kick: '........x...x...' },
  ],
}
