import { layer } from './layers.ts'
import type { Style } from './style.ts'

export const ROCK: Style = {
  bpm: [108, 152],
  minorShare: 0.6,
  moods: ['energetic', 'epic', 'dark'],
  swing: 0,
  swingUnit: 0.25,
  harmony: {
    major: {
      verse: ['I5 bVII5 IV5 I5', 'I5 V5 IV5 IV5', 'I5 I5 IV5 V5'],
      chorus: ['I5 V5 vi5 IV5', 'IV5 V5 I5 vi5', 'I5 IV5 vi5 V5'],
      bridge: ['vi5 IV5 vi5 V5', 'IV5 I5 IV5 V5'],
      turnaround: 'IV5,V5',
      home: 'I5',
    },
    minor: {
      verse: ['i5 i5 VII5 VI5', 'i5 VI5 VII5 i5', 'i5 III5 VII5 iv5'],
      chorus: ['i5 VI5 III5 VII5', 'VI5 VII5 i5 i5', 'VI5 III5 VII5 i5'],
      bridge: ['iv5 VI5 iv5 VII5', 'VI5 VI5 VII5 VII5'],
      turnaround: 'VI5,VII5',
      home: 'i5',
    },
  },
  drums: {
    kit: 'rock',
    light: { hat: 'x.x.x.x.x.x.x.x.', kick: 'x.......x.......' },
    calm: { kick: 'X.....x.X.x.....', snare: '....X..o....X...', hat: 'X.x.X.x.X.x.X.x.' },
    full: {
      kick: 'X..x..x.X.x...x.|X.x...x.X.x.....',
      snare: '....X..o.o..X...',
      openHat: 'X...x...X...x...',
      ride: '..x...x...x...x.',
    },
    fill: 'sticks',
    sweeps: false,
    level: 1,
    room: 0.14,
    loosenessMs: 7,
  },
  bass: {
    instrument: 'pick bass',
    calm: '1-1-1-1-1-1-1-1-',
    full: '1-1-1-1-1-1-5-a-|1-1-1-1-8-1-5-a-',
    low: 28,
    from: 0.5,
    level: 1,
  },
  layers: [
    layer({ instrument: 'muted guitar', calm: 'x.x.x.x.x.x.x.x.', full: '................', low: 40, level: -1, pan: -0.3, room: 0.06 }),
    layer({ instrument: 'distorted guitar', calm: 'x---------------', full: 'x--x--x-x---x-x-', low: 40, from: 0.58, level: -1, pan: -0.75, room: 0.08 }),
    layer({ instrument: 'distorted guitar', calm: '................', full: 'x-----x-x---x---', low: 45, from: 0.75, level: -1, pan: 0.75, room: 0.08 }),
    layer({ instrument: 'organ', calm: 'x---------------', low: 57, from: 0.85, level: -9, pan: 0.15, room: 0.2 }),
  ],
  lead: { instrument: 'lead guitar', centre: 67, busy: 0.6, pentatonic: true, from: 0.55, level: 0, room: 0.18, echo: 0.28 },
  roomSeconds: 1.3,
  duck: 0,
}
