import type { Genre } from '../song-wishes.ts'
import { AMBIENT } from './ambient.ts'
import { CINEMATIC } from './cinematic.ts'
import { CLASSICAL } from './classical.ts'
import { DRUM_AND_BASS } from './drum-and-bass.ts'
import { FOLK } from './folk.ts'
import { FUNK } from './funk.ts'
import { HIP_HOP } from './hip-hop.ts'
import { HOUSE } from './house.ts'
import { JAZZ } from './jazz.ts'
import { LO_FI } from './lo-fi.ts'
import { POP } from './pop.ts'
import { REGGAE } from './reggae.ts'
import { RHYTHM_AND_BLUES } from './rhythm-and-blues.ts'
import { ROCK } from './rock.ts'
import type { Style } from './style.ts'
import { SYNTHWAVE } from './synthwave.ts'
import { TECHNO } from './techno.ts'

export const STYLES: Record<Genre, Style> = {
  pop: POP,
  rock: ROCK,
  'lo-fi': LO_FI,
  'hip hop': HIP_HOP,
  house: HOUSE,
  techno: TECHNO,
  ambient: AMBIENT,
  jazz: JAZZ,
  folk: FOLK,
  cinematic: CINEMATIC,
  synthwave: SYNTHWAVE,
  'drum & bass': DRUM_AND_BASS,
  'r&b': RHYTHM_AND_BLUES,
  classical: CLASSICAL,
  funk: FUNK,
  reggae: REGGAE,
}
