/** Words that many places share. */
export const common = {
  cancel: 'Cancel',
  close: 'Close',
  save: 'Save',
  remove: 'Remove',
  tryAgain: 'Try again',
  undo: 'Undo',
  whatItIs: 'A studio for annotating procedures, gait and sessions on video and audio.',
  language: 'Language',
  languageAbout: 'For this browser. What is written in the log of a recording stays English.',
  count: (n: number) => n.toLocaleString('en'),
  /** Between thousands in a count, as it may also be typed. */
  thousands: ',',
}
