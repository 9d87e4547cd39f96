/** Short names of a sound stream's channels, in the order in which ffmpeg decodes them. */
const LAYOUTS: Readonly<Record<string, readonly string[]>> = {
  mono: ['M'],
  stereo: ['L', 'R'],
  downmix: ['L', 'R'],
  '2.1': ['L', 'R', 'LFE'],
  '3.0': ['L', 'R', 'C'],
  '4.0': ['L', 'R', 'C', 'BC'],
  quad: ['L', 'R', 'BL', 'BR'],
  '5.0': ['L', 'R', 'C', 'BL', 'BR'],
  '5.0(side)': ['L', 'R', 'C', 'SL', 'SR'],
  '5.1': ['L', 'R', 'C', 'LFE', 'BL', 'BR'],
  '5.1(side)': ['L', 'R', 'C', 'LFE', 'SL', 'SR'],
  '7.1': ['L', 'R', 'C', 'LFE', 'BL', 'BR', 'SL', 'SR'],
}

/** Where the file does not name its arrangement, channels are counted: a recorder's four microphones are no "quad". */
export function channelNames(channels: number, layout?: string): readonly string[] {
  const named = layout !== undefined && Object.hasOwn(LAYOUTS, layout) ? LAYOUTS[layout]! : null
  if (named?.length === channels) return named
  if (channels === 1) return LAYOUTS.mono!
  if (channels === 2) return LAYOUTS.stereo!
  return Array.from({ length: channels }, (_, i) => String(i + 1))
}
