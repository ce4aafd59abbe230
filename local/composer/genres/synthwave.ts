import { layer, pad } from './layers.ts'
import type { Style } from './style.ts'

export const SYNTHWAVE: Style = {
  bpm: [86, 112],
  minorShare: 0.75,
  moods: ['dreamy', 'energetic', 'dark'],
  swing: 0,
  swingUnit: 0.25,
  harmony: {
    major: {
      verse: ['I - vi -', 'I V vi IV', 'vi - IV V'],
      chorus: ['IV V vi I', 'vi IV I V', 'IV I V vi'],
      bridge: ['ii - IV V'],
      turnaround: 'IV,V',
      home: 'Iadd9',
    },
    minor: {
      verse: ['i - VI -', 'i VI III VII', 'i - iv VII'],
      chorus: ['VI VII i III', 'i VII VI VII', 'VI III VII i'],
      bridge: ['iv - VI VII'],
      turnaround: 'VII',
      home: 'iadd9',
    },
  },
  drums: {
    kit: 'gated',
    light: { kick: 'x.......x.......', hat: 'x...x...x...x...' },
    calm: { kick: 'X.......X.......', snare: '....X.......X...', hat: 'x.x.x.x.x.x.x.x.' },
    full: { kick: 'X...X...X...X...', snare: '....X.......X...', hat: 'xoxoxoxoxoxoxoxo', openHat: '..x...x...x...x.' },
    fill: 'sticks',
    sweeps: true,
    level: 0,
    room: 0.14,
    loosenessMs: 2,
  },
  bass: { instrument: 'synth bass', calm: '1.1.1.1.1.1.1.1.', full: '1181118111811181', low: 31, from: 0.38, level: 0 },
  layers: [
    layer({ instrument: 'synth pluck', calm: '1.3.2.4.3.2.4.3.', full: '1234323412343234', low: 60, level: -1, pan: 0.25, echo: 0.35 }),
    pad({ instrument: 'warm pad', low: 52, level: 2 }),
    layer({ instrument: 'brass', calm: '................', full: 'x-----x---------', low: 57, from: 0.85, level: -2, room: 0.25 }),
    layer({ instrument: 'bell', calm: '................', full: '........4.......', low: 66, from: 0.7, level: -7, pan: -0.4, echo: 0.4 }),
  ],
  lead: { instrument: 'saw lead', centre: 74, busy: 0.4, pentatonic: false, from: 0.55, level: 0, room: 0.28, echo: 0.4 },
  roomSeconds: 2.3,
  duck: 0.4,
}
