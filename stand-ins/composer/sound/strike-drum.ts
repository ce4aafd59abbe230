import type { DrumName, Kit } from './drum-kits.ts'
import {
  clapHands,
  riseNoise,
  type SkinSettings,
  shakeSeeds,
  strikeMetal,
  strikeSkin,
  strikeSnare,
  tapRim,
} from './drum-sounds.ts'

/** Makes one take of a drum; takes of snares and metal differ a little, as strokes do. */
export function strikeDrum(kit: Kit, drum: DrumName, take: number): Float32Array {
  const tom = (ratio: number): SkinSettings => ({
    hertz: kit.tomHertz * ratio,
    sweepOctaves: 0.55,
    sweepSeconds: 0.05,
    seconds: kit.tomSeconds,
    click: 0.35,
    drive: 1.1,
  })
  const metal = (seconds: number, lowHertz: number, ring: number) =>
    strikeMetal(seconds, lowHertz, ring, take).map((value) => value * kit.cymbals)
  switch (drum) {
    case 'kick':
      return strikeSkin(kit.kick)
    case 'snare':
      return strikeSnare(kit.snare, take)
    case 'clap':
      return clapHands(0.2, take)
    case 'rim':
      return tapRim(1650)
    case 'hat':
      return metal(kit.hatSeconds * (1 + take * 0.15), 6500, kit.hatRing)
    case 'openHat':
      return metal(0.38, 6000, kit.hatRing)
    case 'pedalHat':
      return metal(0.09, 5000, kit.hatRing)
    case 'ride':
      return metal(1.1, 4500, 0.62)
    case 'crash':
      return metal(2.2, 3200, 0.3)
    case 'shaker':
      return shakeSeeds(0.11, 5200, take)
    case 'tambourine':
      return metal(0.16, 7500, 0.8)
    case 'tomHigh':
      return strikeSkin(tom(1.4))
    case 'tomMid':
      return strikeSkin(tom(1))
    case 'tomLow':
      return strikeSkin(tom(0.72))
    case 'riser':
      return riseNoise()
    case 'impact':
      return strikeSkin({ ...kit.kick, hertz: 36, seconds: 1.6, sweepSeconds: 0.09, click: 0.2 })
  }
}
