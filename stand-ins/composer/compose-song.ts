import type { Style } from './genres/style.ts'
import { STYLES } from './genres/styles.ts'
import { planSections } from './score/arrangement.ts'
import { writeBass } from './score/bass-part.ts'
import { writeDrums } from './score/drum-part.ts'
import { openFeel } from './score/feel.ts'
import { writeHarmony } from './score/harmony.ts'
import { writeLayer } from './score/layer-part.ts'
import { writeLead } from './score/lead-part.ts'
import { writeVocals } from './score/vocal-part.ts'
import { openRandom } from './seeded-random.ts'
import type { Channel, Part, Song } from './song.ts'
import type { Mood, SongWishes } from './song-wishes.ts'

/** Writes the whole score of a song: pure, and the same for the same wishes. */
export function composeSong(wishes: SongWishes): Song {
  const { bpm, key, mood, seed } = wishes
  const style = STYLES[wishes.genre]
  const feelOf = (label: string) =>
    openFeel(bpm, style.swing, style.swingUnit, openRandom(seed, label))
  const sections = planSections(wishes)
  const chords = writeHarmony(sections, key, style, openRandom(seed, 'harmony'))
  const parts: Part[] = []
  const drums = style.drums
  const hits = drums
    ? writeDrums(sections, drums, feelOf('drum feel'), openRandom(seed, 'drums'))
    : []
  if (drums) {
    const channel = mixed('drums', { level: drums.level, room: drums.room })
    parts.push({ kind: 'drums', kit: drums.kit, hits, channel })
  }
  if (style.bass) {
    const { instrument, level } = style.bass
    const notes = writeBass(
      sections,
      chords,
      key,
      style.bass,
      feelOf('bass feel'),
      openRandom(seed, 'bass'),
    )
    parts.push({
      kind: 'notes',
      instrument,
      notes,
      channel: mixed('bass', { level, duck: style.duck * 0.8 }),
    })
  }
  for (const [i, layer] of style.layers.entries()) {
    const notes = writeLayer(sections, chords, layer, feelOf(`layer ${i}`))
    const { instrument, bus, level, pan, room, echo } = layer
    const duck = bus === 'pads' ? style.duck : style.duck * 0.6
    parts.push({
      kind: 'notes',
      instrument,
      notes,
      channel: mixed(bus, { level, pan, room, echo, duck }),
    })
  }
  const { instrument, level, room, echo } = style.lead
  const lead = writeLead(sections, chords, key, style.lead, feelOf('lead feel'), seed)
  parts.push({
    kind: 'notes',
    instrument,
    notes: lead,
    channel: mixed('lead', { level, room, echo }),
  })
  if (!wishes.instrumental)
    parts.push(singPart(wishes, style, sections, chords, feelOf('voice feel')))
  const kicks = hits.filter(({ drum, velocity }) => drum === 'kick' && velocity > 0.45)
  return {
    wishes,
    sections,
    chords,
    parts: parts.filter((part) => (part.kind === 'drums' ? part.hits : part.notes).length > 0),
    brightness: MOOD_BRIGHTNESS[mood],
    roomSeconds: style.roomSeconds * (mood === 'dreamy' || mood === 'epic' ? 1.3 : 1),
    duckTimes: kicks.map(({ start }) => start),
  }
}

const MOOD_BRIGHTNESS: Record<Mood, number> = {
  happy: 1.2,
  sad: 0.75,
  calm: 0.75,
  energetic: 1.3,
  dark: 0.65,
  dreamy: 0.85,
  romantic: 0.85,
  epic: 1.15,
}

function singPart(
  { key, seed }: SongWishes,
  style: Style,
  sections: Song['sections'],
  chords: Song['chords'],
  feel: ReturnType<typeof openFeel>,
): Part {
  const high = openRandom(seed, 'voice').chance(0.55)
  const centre = high ? 64 : 55
  const notes = writeVocals(sections, chords, key, centre, feel, seed)
  const channel = mixed('vocals', { level: 0, room: 0.22, echo: style.lead.echo * 0.5 })
  return { kind: 'voice', notes, formantScale: high ? 1.14 : 0.97, channel }
}

function mixed(bus: Channel['bus'], settings: Partial<Channel>): Channel {
  return { bus, level: 0, pan: 0, room: 0, echo: 0, duck: 0, ...settings }
}
