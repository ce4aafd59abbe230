import { layer, pad } from './layers.ts'
import type { Style } from './style.ts'

export const AMBIENT: Style = {
  bpm: [58, 76],
  minorShare: 0.4,
  moods: ['calm', 'dreamy'],
  swing: 0,
  swingUnit: 0.5,
  harmony: {
    major: {
      verse: ['Iadd9 - IVmaj7 -', 'Imaj9 - vi7 -', 'IVmaj9 - Iadd9 -'],
      chorus: ['IVmaj7 - vi9 - Iadd9 - Vsus4 -', 'vi7 - IVmaj9 -'],
      bridge: ['ii9 - IVmaj7 -'],
      turnaround: 'Vsus4',
      home: 'Iadd9',
    },
    minor: {
      verse: ['iadd9 - VImaj7 -', 'i7 - iv9 -'],
      chorus: ['VImaj7 - III - iv9 - VIIsus4 -', 'VImaj7 - i9 -'],
      bridge: ['iv9 - VImaj7 -'],
      turnaround: 'VIIsus4',
      home: 'iadd9',
    },
  },
  drums: null,
  bass: { instrument: 'sub bass', calm: '1---------------', full: '1-----------5---', low: 33, from: 0.5, level: -2 },
  layers: [
    layer({ instrument: 'felt piano', calm: '1---3---5---4---|2---4---6-------', full: '1---3-5-6---4---|2---4-6-5---3---', low: 57, level: 1, room: 0.45, echo: 0.3 }),
    pad({ instrument: 'warm pad', low: 48, level: 3, room: 0.45 }),
    pad({ instrument: 'choir', low: 57, from: 0.58, level: 0, room: 0.5 }),
    layer({ instrument: 'bell', calm: '................|......5.........', full: '....5.......4...|......6.........', low: 69, from: 0.55, level: -6, pan: 0.4, room: 0.5, echo: 0.4 }),
  ],
  lead: { instrument: 'soft lead', centre: 72, busy: 0.1, pentatonic: true, from: 0.55, level: -4, room: 0.5, echo: 0.4 },
  roomSeconds: 4.5,
  duck: 0,
}
