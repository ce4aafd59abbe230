import { layer, pad } from './layers.ts'
import type { Style } from './style.ts'

export const CINEMATIC: Style = {
  bpm: [72, 104],
  minorShare: 0.85,
  moods: ['epic', 'dark', 'sad'],
  swing: 0,
  swingUnit: 0.25,
  harmony: {
    major: {
      verse: ['I V vi IV', 'I iii IV I', 'vi IV I V'],
      chorus: ['I V ii IV', 'IV I V vi', 'I bVII IV I'],
      bridge: ['ii vi IV V', 'bVI bVII I V'],
      turnaround: 'Vsus4,V',
      home: 'I',
    },
    minor: {
      verse: ['i VI III VII', 'i iv i v', 'i VI iv v'],
      chorus: ['i VI III VII', 'VI VII i v', 'i III VI iv'],
      bridge: ['iv i VI V', 'VI iv i V'],
      turnaround: 'Vsus4,V',
      home: 'i',
    },
  },
  drums: {
    kit: 'cinematic',
    light: { tomLow: 'x...............' },
    calm: { tomLow: 'X.....x.x.......', tomMid: '............x.x.' },
    full: { kick: 'X.......X.......', tomLow: 'X..x..x.X..x..x.', tomMid: '..x.x...x.x.x.xx', snare: '....x.......x.xx' },
    fill: 'thunder',
    sweeps: true,
    level: 0,
    room: 0.35,
    loosenessMs: 8,
  },
  bass: { instrument: 'low strings', calm: '1---------------', full: '1-1-1-1-1-1-1-1-', low: 31, from: 0.5, level: 0 },
  layers: [
    layer({ instrument: 'felt piano', calm: '1---2---3---2---', full: '1-3-2-3-4-3-2-3-', low: 57, level: 0, room: 0.35 }),
    layer({ instrument: 'staccato strings', calm: '1.1.2.1.1.1.3.2.', full: '1.113.112.113.12', low: 55, from: 0.55, level: -1, pan: -0.3, room: 0.25 }),
    pad({ instrument: 'string ensemble', low: 52, level: 2, room: 0.35 }),
    pad({ instrument: 'choir', low: 57, from: 0.7, level: -1, room: 0.45 }),
    pad({ instrument: 'brass', low: 48, from: 0.85, level: 0, room: 0.3 }),
  ],
  lead: { instrument: 'solo strings', centre: 72, busy: 0.2, pentatonic: false, from: 0.55, level: 0, room: 0.35, echo: 0.05 },
  roomSeconds: 3.2,
  duck: 0,
}
