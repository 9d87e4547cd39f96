/**
 * Kinds of sounds that people look for in sessions and theatres, each made of classes of AudioSet by their names in the
 * class map. A kind is as probable as the most probable of its classes.
 */
export interface SoundKind {
  readonly id: string
  /** In English, the name of the label. */
  readonly name: string
  readonly classes: readonly string[]
}

export const SOUND_KINDS: readonly SoundKind[] = [
  {
    id: 'laughter',
    name: 'Laughter',
    classes: ['Laughter', 'Baby laughter', 'Giggle', 'Snicker', 'Belly laugh', 'Chuckle, chortle'],
  },
  {
    id: 'crying',
    name: 'Crying',
    classes: ['Crying, sobbing', 'Baby cry, infant cry', 'Whimper', 'Wail, moan'],
  },
  { id: 'sigh', name: 'Sigh', classes: ['Sigh', 'Gasp'] },
  { id: 'cough', name: 'Cough', classes: ['Cough', 'Throat clearing', 'Sneeze', 'Sniff'] },
  {
    id: 'alarm',
    name: 'Alarm',
    classes: [
      'Alarm',
      'Beep, bleep',
      'Smoke detector, smoke alarm',
      'Buzzer',
      'Siren',
      'Fire alarm',
      'Alarm clock',
    ],
  },
  { id: 'telephone', name: 'Telephone', classes: ['Telephone', 'Telephone bell ringing', 'Ringtone'] },
  { id: 'door', name: 'Door', classes: ['Door', 'Knock', 'Slam', 'Sliding door'] },
  { id: 'music', name: 'Music', classes: ['Music'] },
  { id: 'silence', name: 'Silence', classes: ['Silence'] },
]

/** Names of the classes, in the order of the model's outputs. @throws Error when it is no class map */
export function readClassMap(csv: string): string[] {
  const [head, ...lines] = csv.trim().split(/\r?\n/)
  if (head?.trim() !== 'index,mid,display_name')
    throw new Error('This is not the class map of YAMNet: it begins with "index,mid,display_name".')
  return lines.map((line, i) => {
    const match = /^(\d+),[^,]*,(?:"((?:[^"]|"")*)"|(.*))$/.exec(line)
    if (!match || Number(match[1]) !== i) throw new Error(`Line ${i + 2} of the class map is not class ${i}.`)
    return match[2]?.replaceAll('""', '"') ?? match[3] ?? ''
  })
}
