import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { findRefusedPhrase, refusalSentence } from './find-refused-phrase.ts'
import list from './phrases.json' with { type: 'json' }

const PASSES = [
  '',
  '   \n\t ',
  '!!! $$$ @@@ ???',
  'mandrake root folk',
  'adult contemporary ballad',
  'prince of the desert',
  'swift taylor-made beat',
  'a tailor, swift and sure',
  'deep 808s and a 120 bpm four-on-the-floor',
  '1234',
  'numbers sound like 514',
  '4/4 then 6/8, 90 BPM, 1999, 50%, $50, 7:45',
  '5 1 4, 17 4, 0 1 3 7',
  'Scunthorpe, classic assassin, cocktail hour in Essex',
  'he was niggardly with praise',
  'snigger at the vinegar',
  'a purring Maine coon by the fire',
  'the raccoon and the cocoon',
  'a chink in the armor, a chink of light',
  'spic and span kitchen',
  'je suis en retard, un retard de plus',
  'honky-tonk piano with doo-wop backing',
  'chords: F A G | C E G | D A D',
  'F-A-G bass line, F/A/G on the organ',
  'rhyme scheme A B B A',
  'an ABBA rhyme scheme',
  'queen of my heart',
  'treated her like a queen',
  'the drag queen is dancing like a drag queen-style star',
  'dancing like queens in the moonlight',
  'skies like pink cotton candy',
  'Like Pink Champagne',
  'A Sky Like Pink',
  'pink noise and a soft kiss',
  'like kisses in the rain',
  'the future is bright',
  'future bass with supersaws',
  'in the style of future bass',
  'in the style of common folk songs',
  'a future style city pop',
  'our common ground, sung by common people',
  'built by Queen Elizabeth',
  'like Prince Charming at the ball',
  'Prince and princess waltz',
  'eagles over the canyon',
  'sealed with a kiss, seal the deal',
  'the usher showed us to our seats',
  'the genesis of a river',
  'a song inspired by nirvana and silence',
  'a song for my grandmother Adele',
  'Madonna and child, a carol',
  'a green day in spring',
  'imagine dragons over the valley',
  'rolling stones gather no moss',
  'pearl jam on toast',
  'a bad bunny stole my carrot',
  'stranger things have happened',
  'black pink sunset, a black-pink dress',
  'cold play of light, cold-play',
  'paid a nickel back',
  'spread the butter, tic toc goes the clock',
  'tik tok goes the clock',
  'murdered by the killers, saved by the cure',
  'do you like the who, the what and the why',
  'the police came by, the police left',
  'weekend drive, this weekend only',
  'universal music of love',
  'pro bono lawyer blues',
  'love u2',
  'AC/DC adapter hum',
  'a 50 cent coin in the jukebox',
  'in the style of Chopin and Bach',
  'Tom waits for the train',
  'frank as an ocean',
  'Meet me, Frank\nOcean waves are calling',
  'Bob, Taylor. Swift rivers run',
  'Chicago house, Detroit techno, Motown groove',
  'cinematic orchestra, Hans the shepherd, zimmer frame',
  'в этом году у нас новый рок, а кто там?',
  'καλημέρα κόσμε, τραγούδι της θάλασσας',
  '夏の海の歌、静かな夜',
  '여름 밤의 노래',
  'عمر الليل أغنية هادئة',
]

/** [text, the phrase as the user typed it] */
const REFUSED: [string, string][] = [
  ['in the style of Beyoncé', 'Beyoncé'],
  ['in the style of beyonce', 'beyonce'],
  ['t4ylor swift', 't4ylor swift'],
  ['b3yonc3 vocals', 'b3yonc3'],
  ['t a y l o r  s w i f t', 't a y l o r  s w i f t'],
  ['t.a.y.l.o.r s.w.i.f.t please', 't.a.y.l.o.r s.w.i.f.t'],
  ['taylor-swift', 'taylor-swift'],
  ["a duet in Taylor  Swift's voice", 'Taylor  Swift'],
  ['taylorswift', 'taylorswift'],
  ['TAYLOR_SWIFT!!!', 'TAYLOR_SWIFT'],
  ['tay.lor swi.ft', 'tay.lor swi.ft'],
  ['t\u200bay\u200dlor\u2060 sw\u00adift', 't\u200bay\u200dlor\u2060 sw\u00adift'],
  ['Таylоr Ѕwіft', 'Таylоr Ѕwіft'],
  ['Τaylοr swift', 'Τaylοr swift'],
  ['𝐓𝐚𝐲𝐥𝐨𝐫 𝓢𝔀𝓲𝓯𝓽', '𝐓𝐚𝐲𝐥𝐨𝐫 𝓢𝔀𝓲𝓯𝓽'],
  ['Ｔａｙｌｏｒ Ｓｗｉｆｔ', 'Ｔａｙｌｏｒ Ｓｗｉｆｔ'],
  ['ᴛᴀʏʟᴏʀ ꜱᴡɪꜰᴛ', 'ᴛᴀʏʟᴏʀ ꜱᴡɪꜰᴛ'],
  ['t@yl0r $w1ft', 't@yl0r $w1ft'],
  ['@taylorswift', 'taylorswift'],
  ['many Taylor Swifts', 'Taylor Swifts'],
  ['Тейлор Свифт в миноре', 'Тейлор Свифт'],
  ['方文山と周杰倫の歌', '周杰倫'],
  ['방탄소년단의 노래', '방탄소년단'],
  ['Be\u0301yonce\u0301 runs', 'Be\u0301yonce\u0301'],
  ['dark pop, Billie Eilish, 90 bpm', 'Billie Eilish'],
  ['Ke$ha party', 'Ke$ha'],
  ['kesha!party', 'kesha'],
  ['P!nk rock', 'P!nk'],
  ['A$AP Rocky flow', 'A$AP Rocky'],
  ['dr. dre beat', 'dr. dre'],
  ['J. Cole storytelling', 'J. Cole'],
  ['Tyler, the Creator chords', 'Tyler, the Creator'],
  ['blink-182 drums', 'blink-182'],
  ['Maroon 5 groove', 'Maroon 5'],
  ['radiohead-esque gloom', 'radiohead'],
  ['a Coldplayesque anthem', 'Coldplayesque'],
  ['like Adele', 'Adele'],
  ['adele song', 'adele'],
  ['kendrick type beat', 'kendrick'],
  ['drake type beat', 'drake'],
  ['a sad drake style song', 'drake'],
  ['rap feat. Drake', 'Drake'],
  ['in the style of Prince', 'Prince'],
  ['in the style of queen', 'queen'],
  ['in the style of queen, but slower', 'queen'],
  ['sounds like Queen with synths', 'Queen'],
  ['Like Queen but darker', 'Queen'],
  ['drums like Genesis', 'Genesis'],
  ['an anthem by KISS', 'KISS'],
  ['a Queen song', 'Queen'],
  ['Queen-style harmonies', 'Queen'],
  ['a queen-style chorus', 'queen'],
  ['dark Future type beat', 'Future'],
  ['feat. Usher', 'Usher'],
  ['sounds like the killers', 'the killers'],
  ['music by Imagine Dragons', 'Imagine Dragons'],
  ['like Green Day', 'Green Day'],
  ['bts style dance track', 'bts'],
  ['an ABBA song', 'ABBA'],
  ['sounding like AC/DC', 'AC/DC'],
  ['drag queen anthem by Lady Gaga', 'Lady Gaga'],
  ['a Maine coon sings like Rihanna', 'Rihanna'],
  ['Star Wars march', 'Star Wars'],
  ['star-wars cantina', 'star-wars'],
  ['a D1sney ballad', 'D1sney'],
  ['timbre de Disney™', 'Disney'],
  ['Pokemon battle theme', 'Pokemon'],
  ['Hogwarts at night', 'Hogwarts'],
  ['a Spotify hit', 'Spotify'],
  ['Def Jam sound', 'Def Jam'],
  ['zelda style flute', 'zelda'],
  ['you f4ggot', 'f4ggot'],
  ['fаggоts', 'fаggоts'],
  ['k i k e s', 'k i k e s'],
  ['what a n1gger', 'n1gger'],
  ['tr@nnies', 'tr@nnies'],
  ['you retard', 'retard'],
  ['two coons', 'coons'],
]

describe('findRefusedPhrase', () => {
  it.each(PASSES)('lets “%s” pass', (text) => {
    expect(findRefusedPhrase(text)).toBeNull()
  })

  it.each(REFUSED)('refuses “%s” for “%s”', (text, phrase) => {
    expect(findRefusedPhrase(text)?.phrase).toBe(phrase)
  })

  it('tells artists, trademarks and slurs apart', () => {
    expect(findRefusedPhrase('Shakira')?.kind).toBe('artist')
    expect(findRefusedPhrase('Pixar')?.kind).toBe('trademark')
    expect(findRefusedPhrase('kikes')?.kind).toBe('slur')
  })

  it('names the first of several phrases', () => {
    expect(findRefusedPhrase('Pixar meets Shakira')?.phrase).toBe('Pixar')
  })

  it('offers what may stand in the place of a well-known artist, and nothing for a slur', () => {
    const found = findRefusedPhrase('BEYONCE')
    expect(found?.rewording).toContain('a big-voiced R&B pop sound with stacked harmonies')
    expect(found?.advice).toContain(found?.rewording)
    expect(findRefusedPhrase('kikes')?.rewording).toBeNull()
  })

  it('finds a listed name through case, accents, digits and invisible characters', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...latinNames()),
        fc.infiniteStream(disguise),
        (name, disguises) => {
          const phrase = disguised(name, disguises)
          const text = `a slow tune, ${phrase}, with rain`
          expect(findRefusedPhrase(text)?.phrase).toBe(phrase)
        },
      ),
      { numRuns: 1000 },
    )
  })

  it('finds a listed name, however its words are joined', () => {
    const joiner = fc.constantFrom('', ' ', '  ', '-', '.', '_', ' - ', '/', '\u00a0')
    fc.assert(
      fc.property(fc.constantFrom(...latinNames()), joiner, (name, between) => {
        const phrase = name.replaceAll(' ', between)
        expect(findRefusedPhrase(`(${phrase})`)?.phrase).toBe(phrase)
      }),
      { numRuns: 1000 },
    )
  })

  it('never refuses texts made of everyday and musical words', () => {
    const word = fc.constantFrom(...SAFE_WORDS)
    const space = fc.constantFrom(' ', ', ', '\n', '. ', '  ')
    fc.assert(
      fc.property(fc.array(fc.tuple(word, space), { maxLength: 80 }), (words) => {
        expect(findRefusedPhrase(words.flat().join(''))).toBeNull()
      }),
      { numRuns: 500 },
    )
  })

  it('answers with a slice of the text, or null, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (noise) => {
        const text = `${noise}\nTaylor Swift\n${noise}`
        const found = findRefusedPhrase(text)
        expect(found && text.includes(found.phrase)).toBe(true)
      }),
    )
  })

  it.each([
    ['one letter', 'a'],
    ['ambiguous digits', '1'],
    ['ambiguous digits and letters', 'l1'],
    ['symbols', '!@$'],
    ['spelled letters', 't '],
    ['the beginning of a name', 'taylor swif '],
    ['words in need of a context', 'queen prince '],
    ['cues', 'in the style of '],
    ['white space', ' '],
    ['full stops', '. '],
    ['invisible characters', '\u200b'],
    ['accents', 'e\u0301\u0302'],
    ['exclamations before invisible characters', '!\u200b'],
    ['allowed phrases', 'maine coon '],
  ])(
    'reads 100 000 characters of %s, which would take minutes if it went back and forth',
    {
      timeout: 30_000,
    },
    (_, unit) => {
      expect(findRefusedPhrase(unit.repeat(Math.ceil(100_000 / unit.length)))).toBeNull()
    },
  )
})

describe('refusalSentence', () => {
  const sentenceFor = (text: string) => {
    const found = findRefusedPhrase(text)
    return found ? refusalSentence(found) : ''
  }

  it('names the phrase as typed and offers another wording', () => {
    expect(sentenceFor('in the style of t4ylor  Swift')).toBe(
      'We can’t imitate real artists (“t4ylor Swift”). Try describing the sound: ' +
        '“diary-like country-tinged pop with bright acoustic guitars and a soaring bridge”.',
    )
  })

  it('never repeats a slur', () => {
    for (const slur of list.slurs) {
      const found = findRefusedPhrase(slur)
      expect(found?.kind, slur).toBe('slur')
      expect(sentenceFor(slur).toLowerCase()).not.toContain(slur)
      expect(found?.advice.toLowerCase()).not.toContain(slur)
    }
  })

  it('stays short when invisible characters stretch the phrase', () => {
    const stretched = `taylor${'\u200b'.repeat(5000)} sw${'\u0301'.repeat(5000)}ift`
    const sentence = sentenceFor(stretched)
    expect(sentence).toMatch(/artist/)
    expect(sentence.length).toBeLessThan(400)
  })
})

describe('the list of phrases', () => {
  it('has the documented shape', () => {
    const names = {
      always: texts.optional(),
      inContext: texts.optional(),
      ordinaryWords: texts.optional(),
    }
    const shape = z.strictObject({
      artists: z.array(z.strictObject({ ...names, sound: z.string().optional() })),
      trademarks: z.array(z.strictObject({ ...names, instead: z.string().optional() })),
      slurs: texts,
      allowed: texts,
      cues: z.strictObject({
        before: texts,
        beforeWeak: texts,
        after: texts,
        afterWeak: texts,
        connectives: texts,
      }),
    })
    expect(shape.safeParse(list).error).toBeUndefined()
  })

  it('covers what people ask for most', () => {
    expect(list.artists.length).toBeGreaterThanOrEqual(200)
    expect(list.artists.filter((artist) => 'sound' in artist).length).toBeGreaterThanOrEqual(60)
    expect(list.trademarks.length).toBeGreaterThanOrEqual(30)
  })

  it('has no name twice', () => {
    const all = [...list.artists, ...list.trademarks].flatMap(namesOf).concat(list.slurs)
    const folded = all.map((name) => name.toLowerCase())
    expect(folded.filter((name, index) => folded.indexOf(name) !== index)).toEqual([])
  })

  it('refuses every listed name in the clearest context', () => {
    for (const entry of [...list.artists, ...list.trademarks])
      for (const name of namesOf(entry))
        expect(name).toContain(findRefusedPhrase(`in the style of ${name}`)?.phrase ?? 'nothing')
  })

  it('offers no wording that it would refuse', () => {
    for (const { sound } of list.artists) expect(findRefusedPhrase(sound ?? '')).toBeNull()
    for (const { instead } of list.trademarks) expect(findRefusedPhrase(instead ?? '')).toBeNull()
  })
})

const texts = z.array(
  z
    .string()
    .min(1)
    .regex(/^\S.*\S$|^\S$/u),
)

type Entry = (typeof list.artists)[number] | (typeof list.trademarks)[number]

function namesOf({ always, inContext, ordinaryWords }: Entry): string[] {
  return [...(always ?? []), ...(inContext ?? []), ...(ordinaryWords ?? [])]
}

function latinNames(): string[] {
  return [...list.artists, ...list.trademarks]
    .flatMap(({ always }) => always ?? [])
    .concat(list.slurs)
    .filter((name) => /^[a-z ]+$/iu.test(name))
}

const LEET: Record<string, string[]> = {
  a: ['4', '@'],
  e: ['3'],
  i: ['1', '!'],
  l: ['1'],
  o: ['0'],
  s: ['5', '$'],
  t: ['7'],
}

const disguise = fc.record({
  upper: fc.boolean(),
  leet: fc.option(fc.nat(1)),
  after: fc.constantFrom('', '', '\u200b', '\u200d', '\u2060', '\u0301', '\u0308', '\ufe0f'),
})

/** The first letter of a word stays a letter (digits alone are a number), the last one no symbol (it would end the phrase). */
function disguised(
  name: string,
  disguises: Iterable<{ upper: boolean; leet: number | null; after: string }>,
): string {
  const stream = disguises[Symbol.iterator]()
  return [...name]
    .map((letter, index) => {
      const { upper, leet, after } = stream.next().value ?? { upper: false, leet: null, after: '' }
      const first = index === 0 || name[index - 1] === ' '
      const last = index === name.length - 1 || name[index + 1] === ' '
      const digits = first ? undefined : LEET[letter.toLowerCase()]
      const swapped = leet === null ? undefined : digits?.[last ? 0 : leet % digits.length]
      const shown = swapped ?? (upper ? letter.toUpperCase() : letter)
      return shown + (index === name.length - 1 ? '' : after)
    })
    .join('')
}

const SAFE_WORDS =
  `a the my your and or but with without like by of in on under over rain river ocean swift queen prince
  pink future common kiss eagles seal genesis drums bass guitar piano strings choir slow fast 120 bpm 808s 4/4 C# minor
  major key verse chorus bridge bright dark warm cold night summer winter heart fire dance trap folk jazz soul house
  techno disco funk reggae ballad lo-fi 90s 1999 3am classic assassin cocktail Essex Scunthorpe mandrake contemporary
  Monday Anna Berlin weekend imagine dragons green day rolling black red hot chili linking park`
    .split(/\s+/u)
    .filter((word) => word !== '')
