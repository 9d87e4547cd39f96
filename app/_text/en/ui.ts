/** The few words that the parts of every page bring themselves, and what stands on keys. */
export const ui = {
  close: 'Close',
  closeMessage: 'Close message',
  cancel: 'Cancel',
  caps: { Space: 'Space', Escape: 'Esc', Delete: 'Del', Control: 'Ctrl' },
}
