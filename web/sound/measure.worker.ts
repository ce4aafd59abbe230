import { SoundAnalysis } from '../../worker/audio/analysis/sound-analysis.ts'
import type { Piece, Said } from './measure-sound.ts'

const analysis = new SoundAnalysis()
const say = (said: Said) => self.postMessage(said)

addEventListener('message', async ({ data }: MessageEvent<Piece | 'end'>) => {
  if (data === 'end') return say({ measures: analysis.measures() })
  await analysis.hear(data.channels, data.sampleRate)
  say('more')
})
