import type { Text } from '../text.ts'

const many = (n: number, one: string, more: string) => `${n.toLocaleString('de')} ${n === 1 ? one : more}`

export const transfer: Text['transfer'] = {
  comments: (n: number) => many(n, 'Kommentar', 'Kommentare'),
  commentsHint: 'Sie werden Ihre eigenen und beginnen damit, wer sie wann geschrieben hat.',
  bookmarks: (n: number) => many(n, 'Lesezeichen', 'Lesezeichen'),
  values: (n: number) => many(n, 'Wert', 'Werte'),
}
