import { readTexts } from './read-texts.ts'

const NAMES = ['prompt', 'instrumental'] as const

/** What somebody wants to hear, on its way through sign-up or sign-in: fields of a form, never an address. */
export type CarriedSong = Record<(typeof NAMES)[number], string>

/** Null where the form carries no prompt. */
export function readCarriedSong(form: FormData): CarriedSong | null {
  const song = readTexts(form, NAMES)
  return song.prompt.trim() === '' ? null : song
}

/** Whether the form only brings a song here, and signs nobody up or in. */
export function isStart(form: FormData): boolean {
  return form.get('intent') === 'start'
}
