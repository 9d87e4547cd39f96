/**
 * Emotion categories that can be added to any schema: the basic emotions after Ekman (with contempt, seven), and the 27
 * emotions and neutral of GoEmotions (Demszky et al. 2020, "GoEmotions: A Dataset of Fine-Grained Emotions"), under
 * the names that the corpus has. What they mean is said in our own words.
 */
import { LABEL_SET_DEFAULTS, type Label, type LabelSet } from '../document/records.ts'
import { choice, label, track } from './build.ts'
import * as c from './colors.ts'

const intensity = [choice('intensity', 'Intensity', ['weak', 'clear', 'strong'])]

const basic = [
  label('ekman-anger', 'Anger', c.RED, 'Held back, wronged, ready to push against it.', { key: 'e' }),
  label('ekman-contempt', 'Contempt', c.BROWN, 'Looks down on somebody or something.', { key: 'c' }),
  label('ekman-disgust', 'Disgust', c.GREEN, 'Repelled, wants it away.', { key: 't' }),
  label('ekman-enjoyment', 'Enjoyment', c.OCHRE, 'Glad, amused, content, relieved.', { key: 'q' }),
  label('ekman-fear', 'Fear', c.PURPLE, 'Sees a danger, great or small: from worry to terror.', { key: 'r' }),
  label('ekman-sadness', 'Sadness', c.BLUE, 'Has lost something, or despairs of it.', { key: 'w' }),
  label('ekman-surprise', 'Surprise', c.MAGENTA, 'Something unexpected; lasts a moment.', { key: 'y' }),
  label('ekman-neutral', 'No emotion', c.GREY, 'None of these stands out.', { key: 'n' }),
].map((one): Label => (one.id === 'ekman-neutral' ? one : { ...one, attributes: intensity }))

export const ekman: LabelSet = {
  ...LABEL_SET_DEFAULTS,
  version: 1,
  name: 'Basic emotions (Ekman)',
  labels: basic,
  tracks: [track('ekman', 'Basic emotion', 'allowed', basic)],
}

/** Colour tells the side: pleasant, unpleasant, ambiguous, neutral, as the corpus groups them. */
const SIDES: readonly (readonly [
  colors: readonly string[],
  emotions: readonly (readonly [name: string, about: string, key?: string])[],
])[] = [
  [
    [c.OCHRE, c.LEAF, c.TEAL, c.GREEN],
    [
      ['admiration', 'Finds something impressive or worthy of respect.', 'a'],
      ['amusement', 'Finds something funny or entertaining.', 'u'],
      ['approval', 'Holds something to be good, agrees.', 'p'],
      ['caring', 'Shows kindness and concern for somebody.', 'c'],
      ['desire', 'Strongly wants something to happen, or to have it.', 'd'],
      ['excitement', 'Eager and lively.', 'x'],
      ['gratitude', 'Thankful.', 'g'],
      ['joy', 'Pleased and happy.', 'q'],
      ['love', 'Strong affection.', 'v'],
      ['optimism', 'Hopeful that it will turn out well.', 'h'],
      ['pride', 'Pleased with what oneself, or somebody close, has done.'],
      ['relief', 'Calm again once a worry is over.', 'z'],
    ],
  ],
  [
    [c.RED, c.VERMILLION, c.ROSE, c.BROWN],
    [
      ['anger', 'Strong displeasure or hostility.', 'e'],
      ['annoyance', 'Mild anger, irritated.'],
      ['disappointment', 'Sad that a hope or expectation was not met.'],
      ['disapproval', 'Holds something to be wrong.'],
      ['disgust', 'Repelled by something offensive or unpleasant.', 't'],
      ['embarrassment', 'Self-conscious or ashamed before others.', 'b'],
      ['fear', 'Afraid or worried.', 'r'],
      ['grief', 'Deep sorrow, above all over a death.'],
      ['nervousness', 'Tense and apprehensive.'],
      ['remorse', 'Sorry for what one did, guilty.'],
      ['sadness', 'In emotional pain, sorrowful.', 'w'],
    ],
  ],
  [
    [c.PURPLE, c.SKY],
    [
      ['confusion', 'Does not understand, uncertain.', 'f'],
      ['curiosity', 'Wants to know or learn something.', 's'],
      ['realization', 'Becomes aware of something.'],
      ['surprise', 'Astonished by something unexpected.', 'y'],
    ],
  ],
  [[c.GREY], [['neutral', 'No emotion stands out.', 'n']]],
]

const fine = SIDES.flatMap(([colors, emotions]) =>
  emotions.map(([name, about, key], i) =>
    label(`goemotions-${name}`, name, colors[i % colors.length]!, about, key === undefined ? {} : { key }),
  ),
)

export const goEmotions: LabelSet = {
  ...LABEL_SET_DEFAULTS,
  version: 1,
  name: 'GoEmotions',
  labels: fine,
  tracks: [track('goemotions', 'Emotion (GoEmotions)', 'allowed', fine)],
}
