/** The page that proves exact frames. */
export const selfTest = {
  title: 'Self-test',
  back: 'All recordings',
  about:
    'Plays a clip in which every frame carries its number in the picture, moves about in it as you would, and reads the numbers back from the screen. It takes about half a minute and changes nothing.',
  run: 'Run the test',
  again: 'Run again',
  fetching: 'Fetching the clip …',
  result: 'Result',
  movements: 'Movements',
  head: ['Movement', 'Right frame', 'Median', '95 of 100 within', 'Wrong'],
  unclear: 'unclear',
  none: 'none',
  noPicture: 'The test clip has no picture.',
  notFetched: (status: number) => `The test clip could not be fetched: the server answered ${status}.`,
  noCanvas: 'The browser gives no canvas to draw on.',
  words: {
    random: { title: 'Jump to a frame', what: 'to frames all over the clip, in no order' },
    forward: { title: 'One frame forward', what: '15 a second, as a held key does' },
    back: { title: 'One frame back', what: '15 a second, as a held key does' },
    pause: {
      title: 'Pause while playing',
      what: 'the number told, the still picture and the video agree',
    },
    playing: {
      title: 'Frame number while playing',
      what: 'the number told against the picture shown',
    },
    'plain-naive': { title: 'A plain video player', what: 'time = frame ÷ rate, as most tools do' },
    'plain-careful': {
      title: 'A plain video player with our frame index',
      what: 'middle of the frame, judged when it is presented',
    },
    'plain-forward': { title: 'The same, one frame forward', what: 'one after the other' },
    'plain-back': { title: 'The same, one frame back', what: 'one after the other' },
  },
  nothingMeasured: 'Nothing was measured.',
  exact: (checks: number) =>
    `Exact on this machine: in all ${checks} checks the picture on the screen was the frame that was asked for.`,
  notExact: (wrong: number, checks: number) =>
    `Not exact on this machine: in ${wrong} of ${checks} checks the picture was another frame, or did not come. Do not label by frame in this browser; try another one and send us this result.`,
}
