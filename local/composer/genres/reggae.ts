import { layer } from './layers.ts'
import type { Style } from './style.ts'

export const REGGAE: Style = {
  bpm: [68, 86],
  minorShare: 0.4,
  moods: ['happy', 'calm'],
  swing: 0.14,
  swingUnit: 0.25,
  harmony: {
    major: {
      verse: ['I - IV -', 'I V vi IV', 'I ii I ii'],
      chorus: ['I IV I V', 'IV I V vi', 'I V IV I'],
      bridge: ['vi - ii V'],
      turnaround: 'V',
      home: 'I6',
    },
    minor: {
      verse: ['i - iv -', 'i VII i VII'],
      chorus: ['i iv VII III', 'VI VII i i'],
      bridge: ['iv - VI VII'],
      turnaround: 'v',
      home: 'i7',
    },
  },
  drums: {
    kit: 'soul',
    light: { rim: '........x.......', hat: 'x.x.x.x.x.x.x.x.' },
    calm: { kick: '........X.......', rim: '........X.......', hat: 'x.xox.x.x.xox.x.' },
    full: { kick: 'x...x...X...x...', snare: '........X.......', hat: 'x.xox.xox.xox.xo', openHat: '..............x.', shaker: 'o.x.o.x.o.x.o.x.' },
    fill: 'sticks',
    sweeps: false,
    level: -1,
    room: 0.14,
    loosenessMs: 8,
  },
  bass: { instrument: 'round bass', calm: '1---..3-5---....', full: '1-.11-3-5-.5--8-|1---..5-8-5-3-..', low: 31, from: 0.38, level: 2 },
  layers: [
    layer({ instrument: 'clean guitar', calm: '....x.......x...', full: '....x.......x.o.', low: 58, level: 0, pan: -0.4, room: 0.12, echo: 0.2, strumMs: 7 }),
    layer({ instrument: 'organ', calm: '..o...o...o...o.', full: '..x.o.x.o.x.o.x.', low: 57, level: -3, pan: 0.35, room: 0.12 }),
    layer({ instrument: 'electric piano', calm: '................', full: 'x---------------', low: 55, from: 0.8, level: -5 }),
  ],
  lead: { instrument: 'flute', centre: 74, busy: 0.5, pentatonic: true, from: 0.55, level: -1, room: 0.2, echo: 0.4 },
  roomSeconds: 1.8,
  duck: 0,
}
