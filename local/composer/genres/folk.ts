import { layer, pad } from './layers.ts'
import type { Style } from './style.ts'

export const FOLK: Style = {
  bpm: [84, 116],
  minorShare: 0.25,
  moods: ['calm', 'happy', 'romantic'],
  swing: 0.05,
  swingUnit: 0.25,
  harmony: {
    major: {
      verse: ['I IV I V', 'I V vi IV', 'I I IV I', 'I iii IV V'],
      chorus: ['IV I V vi', 'IV V I vi', 'I IV vi V'],
      bridge: ['vi IV vi V', 'ii IV ii V'],
      turnaround: 'V',
      home: 'I',
    },
    minor: {
      verse: ['i VII i v', 'i III VII iv', 'i iv i VII'],
      chorus: ['III VII i VI', 'VI VII i i', 'VI III iv VII'],
      bridge: ['iv i iv VII'],
      turnaround: 'VII',
      home: 'i',
    },
  },
  drums: {
    kit: 'brush',
    light: null,
    calm: { kick: 'x.......x.......', shaker: 'x.oxx.oxx.oxx.ox' },
    full: { kick: 'X.....x.x.......', snare: '....x.......x..o', shaker: 'xoxxxoxxxoxxxoxx', tambourine: '....x.......x...' },
    fill: 'brushes',
    sweeps: false,
    level: -3,
    room: 0.12,
    loosenessMs: 11,
  },
  bass: { instrument: 'upright bass', calm: '1-------5-------', full: '1-----1-5-----a-', low: 33, from: 0.55, level: 0 },
  layers: [
    layer({ instrument: 'steel guitar', calm: '1-3-2-4-1-3-2-4-', full: 'd---d-u-..u-d-u-', low: 50, level: 1, pan: -0.25, room: 0.12, strumMs: 11 }),
    layer({ instrument: 'steel guitar', calm: '................', full: '1.3.4.3.2.4.5.3.', low: 57, from: 0.72, level: -4, pan: 0.5, room: 0.14 }),
    pad({ instrument: 'string ensemble', from: 0.8, level: -4, low: 55 }),
    layer({ instrument: 'felt piano', calm: 'x---------------', full: 'x-------o-------', low: 55, from: 0.6, level: -5, pan: 0.2 }),
  ],
  lead: { instrument: 'flute', centre: 74, busy: 0.45, pentatonic: true, from: 0.55, level: -1, room: 0.24, echo: 0.08 },
  roomSeconds: 1.4,
  duck: 0,
}
