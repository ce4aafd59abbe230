import { layer, pad } from './layers.ts'
import type { Style } from './style.ts'

export const CLASSICAL: Style = {
  bpm: [66, 104],
  minorShare: 0.5,
  moods: ['calm', 'romantic', 'sad'],
  swing: 0,
  swingUnit: 0.5,
  harmony: {
    major: {
      verse: ['I V vi iii IV I IV V', 'I IV I V', 'I vi ii V'],
      chorus: ['vi iii IV I ii vi IV V', 'IV I ii V', 'I IV vi V'],
      bridge: ['vi ii V I', 'iii vi ii V'],
      turnaround: 'ii,V7',
      home: 'I',
    },
    minor: {
      verse: ['i iv V i', 'i VI iv V', 'i VII VI V'],
      chorus: ['VI III iv i VI iv V -', 'iv VII III VI', 'i iv VII III'],
      bridge: ['VI iv i V'],
      turnaround: 'iv,V7',
      home: 'i',
    },
  },
  drums: null,
  bass: {
    instrument: 'low piano',
    calm: '1---------------',
    full: '1-------5-------',
    low: 36,
    from: 0,
    level: -3,
  },
  layers: [
    layer({
      instrument: 'piano',
      calm: '1-2-3-2-1-2-3-2-',
      full: '1-2-3-4-3-2-3-2-',
      low: 52,
      level: -2,
      room: 0.28,
      pan: -0.12,
    }),
    pad({ instrument: 'string ensemble', from: 0.8, level: -4, low: 55 }),
    layer({
      instrument: 'harp',
      calm: '................',
      full: '1234........4321|................',
      low: 62,
      from: 0.88,
      level: -6,
      pan: 0.4,
      room: 0.35,
    }),
  ],
  lead: {
    instrument: 'piano',
    centre: 74,
    busy: 0.5,
    pentatonic: false,
    from: 0,
    level: 2,
    room: 0.28,
    echo: 0,
  },
  roomSeconds: 2.4,
  duck: 0,
}
