import { layer, pad } from './layers.ts'
import type { Style } from './style.ts'

export const FUNK: Style = {
  bpm: [102, 120],
  minorShare: 0.6,
  moods: ['happy', 'energetic'],
  swing: 0.08,
  swingUnit: 0.25,
  harmony: {
    major: {
      verse: ['I7 - IV7 -', 'Imaj7 ii7 Imaj7 ii7'],
      chorus: ['IVmaj7 iii7 ii7 V9', 'ii7 V9 Imaj7 vi7'],
      bridge: ['IV7 - V9 -'],
      turnaround: 'ii7,V9',
      home: 'I9',
    },
    minor: {
      verse: ['i7 - IV9 -', 'i9 - iv9 -'],
      chorus: ['VImaj7 v7 i7 i7', 'iv9 VII9 i9 -'],
      bridge: ['iv9 - v7 -'],
      turnaround: 'iv9,v7',
      home: 'i9',
    },
  },
  drums: {
    kit: 'pop',
    light: { hat: 'x.x.x.x.x.x.x.x.', kick: 'x.......x.......' },
    calm: { kick: 'X.x.......x..x..', snare: '....X..o.o..X...', hat: 'x.x.x.x.x.x.x.x.' },
    full: { kick: 'X.x...x...x..x..', snare: '....X..o.o..X..o', hat: 'xxxxxxxxxxxxxxxx', openHat: '..............X.', tambourine: '....x.......x...' },
    fill: 'sticks',
    sweeps: false,
    level: 0,
    room: 0.06,
    loosenessMs: 5,
  },
  bass: { instrument: 'pick bass', calm: '1..1..8...1-5.a.', full: '1..18.1..5.1.78a|1..18..1.58.1.a.', low: 28, from: 0.38, level: 1 },
  layers: [
    layer({ instrument: 'clean guitar', calm: '..x...x...x...x.', full: 'o.xo.ox.o.xo.ox.', low: 58, level: -1, pan: 0.5, room: 0.08, strumMs: 4 }),
    layer({ instrument: 'electric piano', calm: 'x--.....x--.....', full: 'x--..x-...x-..x.', low: 53, from: 0.38, level: -1, pan: -0.25 }),
    layer({ instrument: 'brass', calm: '................', full: 'x..x............|x..x......x.xx..', low: 60, from: 0.8, level: -1, room: 0.18 }),
    pad({ instrument: 'string ensemble', low: 62, from: 0.85, level: -3 }),
  ],
  lead: { instrument: 'square lead', centre: 72, busy: 0.7, pentatonic: true, from: 0.55, level: -1, room: 0.16, echo: 0.2 },
  roomSeconds: 1.2,
  duck: 0.1,
}
