import { layer, pad } from './layers.ts'
import type { Style } from './style.ts'

export const TECHNO: Style = {
  bpm: [126, 138],
  minorShare: 0.95,
  moods: ['dark', 'energetic'],
  swing: 0,
  swingUnit: 0.25,
  harmony: {
    major: {
      verse: ['I - - -', 'I - bVII -'],
      chorus: ['I - IV -', 'vi - IV -'],
      bridge: ['IV - - -'],
      turnaround: 'IV',
      home: 'I5',
    },
    minor: {
      verse: ['i - - -', 'i7 - - VI'],
      chorus: ['i - VI -', 'i - iv -', 'i VI iv v'],
      bridge: ['VI - iv -'],
      turnaround: 'VII',
      home: 'i5',
    },
  },
  drums: {
    kit: 'techno',
    light: { kick: 'X...X...X...X...' },
    calm: { kick: 'X...X...X...X...', hat: '..x...x...x...x.', rim: '......x....x....' },
    full: {
      kick: 'X...X...X...X...',
      clap: '....x.......x...',
      openHat: '..X...X...X...X.',
      hat: 'xoxoxoxoxoxoxoxo',
      rim: '...x..x....x..x.',
      tomLow: '..........x....x',
    },
    fill: 'roll',
    sweeps: true,
    level: 1,
    room: 0.09,
    loosenessMs: 2,
  },
  bass: { instrument: 'synth bass', calm: '.111.111.111.111', full: '.1118111.111.158', low: 29, from: 0.5, level: 0 },
  layers: [
    layer({ instrument: 'acid', calm: '1.1.2.1.1.3.1.2.', full: '1.12.13.1.41.213|1.12.13.4.21.315', low: 45, from: 0.55, level: 0, echo: 0.2 }),
    layer({ instrument: 'synth pluck', calm: 'x..x..x.........', full: 'x..x..x..x......', low: 57, level: -2, pan: -0.25, echo: 0.45, room: 0.25 }),
    pad({ instrument: 'dark pad', level: -1, low: 50 }),
  ],
  lead: { instrument: 'square lead', centre: 70, busy: 0.75, pentatonic: true, from: 0.85, level: -4, room: 0.25, echo: 0.45 },
  roomSeconds: 2.2,
  duck: 0.6,
}
