/**
 * A word as a row of rough kinds of sounds, guessed from its spelling. Far from a pronunciation, and enough for aligning:
 * where a word is noise, where it is loud, where it stops. Rules are those that European spellings share, with a few of
 * English; a sign of another script counts as a syllable.
 */

/**
 * vowel; nasal; liquid or glide; hissing (s, sh); breathing (f, h, th); voiced fricative; voiceless stop; voiced stop.
 */
export const PHONE_KINDS = [
  'vowel',
  'nasal',
  'liquid',
  'hiss',
  'breath',
  'buzz',
  'stop',
  'voiced-stop',
] as const
export type PhoneKind = (typeof PHONE_KINDS)[number]

/** Longest first. */
const RULES: readonly (readonly [RegExp, readonly PhoneKind[]])[] = [
  [/^(tch|tsch)/, ['stop', 'hiss']],
  [/^sch/, ['hiss']],
  [/^(igh|eigh)/, ['vowel']],
  [/^(augh|ough)/, ['vowel']],
  [/^(tion|sion)/, ['hiss', 'vowel', 'nasal']],
  [/^(ch|j)(?=[aeiouy])/, ['stop', 'hiss']],
  [/^(sh|ss|sc(?=[ei]))/, ['hiss']],
  [/^th/, ['breath']],
  [/^(ph|ff)/, ['breath']],
  [/^wh/, ['liquid']],
  [/^(ck|kk|pp|tt|cc)/, ['stop']],
  [/^(bb|dd|gg)/, ['voiced-stop']],
  [/^(nn|mm|ng|gn|kn)/, ['nasal']],
  [/^(ll|rr|wr)/, ['liquid']],
  [/^qu/, ['stop', 'liquid']],
  [/^x/, ['stop', 'hiss']],
  [/^gh/, []],
  [/^[aeiouäöüyàâéèêëîïôùûœæáíóúåøı]{1,3}/, ['vowel']],
  [/^[mnñ]/, ['nasal']],
  [/^[lrw]/, ['liquid']],
  [/^(s|z(?=z)|ß|ç)/, ['hiss']],
  [/^c(?=[eiy])/, ['hiss']],
  [/^g(?=[ei])/, ['voiced-stop', 'buzz']],
  [/^[fh]/, ['breath']],
  [/^[vzj]/, ['buzz']],
  [/^[ptkcq]/, ['stop']],
  [/^[bdg]/, ['voiced-stop']],
]

/** At least one sound, whatever the word. */
export function roughPhones(word: string): PhoneKind[] {
  let rest = word.normalize('NFC').toLocaleLowerCase('und')
  // English and French hardly say a final e after a consonant.
  if (/[aeiouyéèäöü].*[^aeiouyäöüéèê]e$/u.test(rest)) rest = rest.slice(0, -1)
  const phones: PhoneKind[] = []
  while (rest) {
    const rule = RULES.find(([pattern]) => pattern.test(rest))
    if (rule) {
      phones.push(...rule[1])
      rest = rest.slice(rule[0].exec(rest)![0].length)
      continue
    }
    const sign = String.fromCodePoint(rest.codePointAt(0)!)
    rest = rest.slice(sign.length)
    // Spoken digits are words of their own; signs of other scripts are syllables.
    if (/\p{Nd}/u.test(sign)) phones.push('stop', 'vowel', 'nasal')
    else if (/\p{L}/u.test(sign)) phones.push('liquid', 'vowel')
  }
  return phones.length ? phones : ['vowel']
}
