import { openDb } from '../worker/db/client.ts'
import { addExample } from '../worker/db/examples.ts'
import { type DemoPerson, makeTrack } from './demo-person.ts'

const LENGTH = { durationSeconds: 30 }

const SONGS = [
  {
    title: 'Neon Rain',
    prompt: 'A night drive through neon rain: slow synthwave, a warm analog bass, far-off choirs',
    genre: 'synthwave',
    bpm: 84,
    key: 'A minor',
    instrumental: true,
  },
  {
    title: 'The Last Ferry Home',
    prompt:
      'A folk song for the last ferry home, fingerpicked guitar, a voice close to the microphone',
    genre: 'folk',
    bpm: 92,
    key: 'G major',
    lyrics:
      '[Verse]\nThe harbor lights go one by one\nThe gulls have left, the day is done\n[Chorus]\nHold the rope and hold my hand\nI can see the lights on land',
  },
  {
    title: 'After Closing',
    prompt:
      'A jazz trio after closing time: brushed drums, upright bass, a piano that takes its time',
    genre: 'jazz',
    bpm: 76,
    instrumental: true,
  },
  {
    title: 'Ridge Line',
    prompt: 'Drum and bass for running up a mountain at sunrise: bright pads, restless breaks',
    genre: 'drum & bass',
    bpm: 174,
    instrumental: true,
  },
  {
    title: 'Mist, Lifting',
    prompt: 'Cinematic strings that open slowly, like mist lifting off a lake, then one low drum',
    genre: 'cinematic',
    key: 'D major',
    instrumental: true,
  },
  {
    title: 'Kitchen Floor',
    prompt:
      'Funk for dancing on the kitchen floor: slap bass, clavinet, a groove that won’t sit still',
    genre: 'funk',
    bpm: 108,
    instrumental: true,
  },
]

/** Makes the tracks that strangers hear on the first page, all at once. The automatic models make MP3s, which begin soonest. */
export async function seedExamples(
  studio: DemoPerson,
  database: { DATABASE_URL: string; NEON_ENDPOINT: string },
): Promise<void> {
  const trackIds = await Promise.all(SONGS.map((song) => makeTrack(studio, { ...song, ...LENGTH })))
  const db = openDb(database)
  for (const trackId of trackIds) {
    const candidate = await addExample(db, { trackId, actor: 'npm start' })
    if (!candidate?.isAdded) throw new Error(`The example ${candidate?.title} was not made.`)
  }
}
