import { layer } from './layers.ts'
import type { Style } from './style.ts'

export const JAZZ: Style = {
  bpm: [104, 168],
  minorShare: 0.4,
  moods: ['romantic', 'calm', 'happy'],
  swing: 0.32,
  swingUnit: 0.5,
  harmony: {
    major: {
      verse: ['Imaj7 vi7 ii7 V7', 'ii7 V7 Imaj7 vi7', 'Imaj7 IVmaj7 iii7,vi7 ii7,V7'],
      chorus: ['IVmaj7 V7 iii7 vi7 ii7 V7 Imaj7 -', 'ii7 V7 iii7 VI7 ii7 V7 Imaj7 V7'],
      bridge: ['iii7 VI7 ii7 V7', 'IVmaj7 iv7 iii7 V7'],
      turnaround: 'ii7,V7',
      home: 'Imaj9',
    },
    minor: {
      verse: ['i7 iv7 iiø7 V7', 'i7 VImaj7 iiø7 V7'],
      chorus: ['iv7 VII7 IIImaj7 VImaj7 iiø7 V7 i7 -', 'i7 - iv7 - iiø7 V7 i7 V7'],
      bridge: ['VImaj7 VII7 i7 V7'],
      turnaround: 'iiø7,V7',
      home: 'i9',
    },
  },
  drums: {
    kit: 'jazz',
    light: { ride: 'x...x...x...x...', pedalHat: '....x.......x...' },
    calm: { ride: 'X...x.x.X...x.x.', pedalHat: '....x.......x...', snare: '..............o.|......o.........', kick: 'o.......o.......' },
    full: { ride: 'X...X.x.X...X.x.', pedalHat: '....x.......x...', snare: '......o.......x.|..o.......x.....', kick: 'o...o...o.....x.' },
    fill: 'brushes',
    sweeps: false,
    level: -2,
    room: 0.16,
    loosenessMs: 9,
  },
  bass: { instrument: 'upright bass', calm: '1-------5-----a-|1-------w---w---', full: 'w---w---w---w---', low: 31, from: 0.35, level: 1 },
  layers: [
    layer({ instrument: 'piano', calm: 'x-----x.........|......x-....x-..', full: 'x--...x-....x-..|..x-..x-..x.....', low: 54, level: 0, room: 0.2, pan: -0.15, strumMs: 6 }),
    layer({ instrument: 'clean guitar', calm: '................', full: 'o...o...o...o...', low: 52, from: 0.7, level: -6, pan: 0.45, room: 0.12, strumMs: 5 }),
  ],
  lead: { instrument: 'saxophone', centre: 68, busy: 0.75, pentatonic: false, from: 0.5, level: 0, room: 0.24, echo: 0.08 },
  roomSeconds: 1.5,
  duck: 0,
}
