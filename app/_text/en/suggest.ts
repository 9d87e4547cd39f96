/** Asking models to suggest. */
export const suggest = {
  title: 'Ask a model',
  about:
    'What a model finds becomes a layer of its own. It changes nobody’s work; people take over what is right.',
  open: 'Ask a model …',
  ask: 'Ask',
  what: 'What it should do',
  model: 'Model',
  sound: 'Sound of',
  asked: 'Asked before',
  noRuns: 'Nothing was asked about this recording yet.',
  noModel: 'No model for this is on this machine. An administrator takes one from a folder with',
  importCommand: 'npm run -s scrubline -- models import FOLDER',
  noSound: 'No file of this recording has sound.',
  editorsOnly: 'Only editors and owners may ask: what comes of it stands in front of everybody.',
  waiting: 'Waiting for its turn',
  left: (seconds: number) => (seconds < 90 ? `${seconds} s left` : `${Math.round(seconds / 60)} min left`),
  outcome: (layer: string, what: string) => `Layer “${layer}”: ${what}`,
  states: { done: 'Done', failed: 'Failed', cancelled: 'Cancelled' },
  tasks: {
    'speech-detection': 'Find where somebody speaks',
    diarize: 'Find who speaks when',
    'sound-events': 'Find laughter, crying, alarms and other sounds',
  },
  options: {
    threshold: 'Least probability',
    pause: 'A pause is at least',
    speakers: 'How many people speak',
    overlap: 'Guess where two speak at once',
    assign: 'Give speakers to the present transcript',
    silence: 'Mark silence as well',
  },
}
