import { describe, expect, it } from 'vitest'
import { TITLE_LENGTH_MAX } from './new-track.ts'
import { titleTrack } from './title-track.ts'

/** Compares many at once, so that a failure shows every title that is wrong. */
function expectTitles(cases: [prompt: string, title: string][]) {
  const made = cases.map(([prompt]) => [prompt, titleTrack(prompt)])
  expect(made).toEqual(cases)
}

describe('the title of a prompt', () => {
  it('is its first clause', () => {
    expectTitles([
      ['a sea shanty about tea, sung by a choir', 'A sea shanty about tea'],
      ['slow piano. rain in the background', 'Slow piano'],
      ['lofi,chill,rain', 'Lofi'],
      ['warm pads\nslow drums', 'Warm pads'],
      ['Wait… what is that sound', 'Wait'],
      ['…and justice for some', 'And justice for some'],
      [', rain, piano', 'Rain'],
      ['Wham! style pop', 'Wham'],
      ['  soft \t rain  ', 'Soft rain'],
    ])
  })

  it('knows the marks of every script', () => {
    expectTitles([
      ['静かな夜、雨の音。ピアノ', '静かな夜'],
      ['雨の音。ピアノ', '雨の音'],
      ['安静的夜晚，钢琴', '安静的夜晚'],
      ['真的吗？慢歌', '真的吗'],
      ['빗소리! 피아노', '빗소리'],
      ['बारिश की रात। धीमा पियानो', 'बारिश की रात'],
      ['ليلة هادئة، بيانو بطيء', 'ليلة هادئة'],
      ['هل تسمعني؟ أغنية', 'هل تسمعني'],
      ['Тихая ночь. Пианино', 'Тихая ночь'],
      ['Ήσυχη νύχτα; πιάνο', 'Ήσυχη νύχτα'],
      ['ጸጥ ያለ ሌሊት። ፒያኖ', 'ጸጥ ያለ ሌሊት'],
      ['ጸጥ፡ያለ፡ሌሊት።', 'ጸጥ፡ያለ፡ሌሊት'],
      ['ညတစ်ည။ စန္ဒရား', 'ညတစ်ည'],
    ])
  })

  it('goes on after abbreviations, decimals, times and names', () => {
    expectTitles([
      ['3.5 minute lo-fi piano', '3.5 minute lo-fi piano'],
      ['Dr. Feelgood style blues', 'Dr. Feelgood style blues'],
      ['a 3,5 minute waltz, slow', 'A 3,5 minute waltz'],
      ['a choir of 1,000 voices', 'A choir of 1,000 voices'],
      ['the 12:30 train', 'The 12:30 train'],
      ['deux à 12：30 du soir', 'Deux à 12：30 du soir'],
      ['waltz No. 2, slow', 'Waltz No. 2'],
      ['oh no. it rains', 'Oh no'],
      ['J. S. Bach on a moog. Fast', 'J. S. Bach on a moog'],
      ['made in the U.S. in 1962', 'Made in the U.S. in 1962'],
      ['strings, e.g. a cello', 'Strings'],
      ['horns feat. a choir', 'Horns feat. a choir'],
      ['a Node.js anthem', 'A Node.js anthem'],
      ['P!nk noise', 'P!nk noise'],
      ['3. Satz, sehr langsam', '3. Satz'],
      ['1. piano 2. drums', '1. piano 2'],
      ['.5 speed ballad', '.5 speed ballad'],
    ])
  })

  it('says something even of a prompt without letters', () => {
    expectTitles([
      ['...', '...'],
      ['808', '808'],
      ['🎹, rain', '🎹, rain'],
      ['a', 'A'],
    ])
  })

  it('begins with a capital where that is one letter', () => {
    expectTitles([
      ['élan vital', 'Élan vital'],
      ['e\u0301lan vital', 'E\u0301lan vital'],
      ['ßtille Nacht', 'ßtille Nacht'],
      ['ﬁne rain', 'ﬁne rain'],
      ['ŉ reën', 'ŉ reën'],
      ['ночь', 'Ночь'],
      ['წვიმა', 'წვიმა'],
      ['𐐨 song', '𐐀 song'],
    ])
  })
})

describe('a title that would be too long', () => {
  it('is cut between words, with an ellipsis', () => {
    expectTitles([
      [
        'hyperpop banger about my cat stealing the wifi and running away',
        'Hyperpop banger about my cat stealing the wifi…',
      ],
      [
        'a quiet evening on the water in the north - slow strings',
        'A quiet evening on the water in the north…',
      ],
      [
        'twelve strings and one voice in a small wooden ok',
        'Twelve strings and one voice in a small wooden…',
      ],
      [
        'twelve strings and one voice in a small wood box',
        'Twelve strings and one voice in a small wood box',
      ],
    ])
  })

  it('is cut between words that have no space between them, too', () => {
    expectTitles([
      [
        '静かな夜に遠くの街の灯りを見ながら雨の音を聞いている古い木の家の窓辺のピアノと弦楽四重奏のとても長い曲を一つ',
        '静かな夜に遠くの街の灯りを見ながら雨の音を聞いている古い木の家の窓辺のピアノと弦楽四重奏の…',
      ],
    ])
  })

  it.each([
    ['a'.repeat(2000), `A${'a'.repeat(46)}…`],
    ['👩‍👩‍👧‍👦'.repeat(100), `${'👩‍👩‍👧‍👦'.repeat(17)}…`],
    ['e\u0301'.repeat(100), `E\u0301${'e\u0301'.repeat(46)}…`],
    ['नि'.repeat(100), `${'नि'.repeat(47)}…`],
  ])('never breaks a character: case %#', (prompt, title) => {
    expect(titleTrack(prompt)).toBe(title)
  })

  it('is never longer than people’s own titles, whatever the prompt is made of', () => {
    for (const prompt of [`z${'\u0335'.repeat(1999)}`, '🏴󠁧󠁢󠁷󠁬󠁳󠁿'.repeat(250), '🎻'.repeat(2000)]) {
      const title = titleTrack(prompt)
      expect([...title].length).toBeLessThanOrEqual(TITLE_LENGTH_MAX)
      expect(title.isWellFormed()).toBe(true)
      expect(title).toMatch(/^.+…$/su)
    }
  })
})
