/** The ffmpeg arguments that turn the drawn pictures and their sound into a recording like any other. */
export interface FilmPlan {
  readonly width: number
  readonly height: number
  readonly rate: number
  readonly sound: string
  readonly output: string
}

export function filmArgs({ width, height, rate, sound, output }: FilmPlan): string[] {
  const filters = ['scale=1920:1080:flags=bicubic:out_color_matrix=bt709:out_range=tv', 'format=yuv420p']
  return [
    ...[
      '-f',
      'rawvideo',
      '-pix_fmt',
      'rgb24',
      '-s',
      `${width}x${height}`,
      '-r',
      String(rate),
      '-i',
      'pipe:0',
    ],
    ...['-i', sound, '-map', '0:v', '-map', '1:a', '-vf', filters.join(',')],
    ...[
      '-c:v',
      'libx264',
      '-preset',
      'superfast',
      '-crf',
      '21',
      '-maxrate',
      '8M',
      '-bufsize',
      '16M',
      '-g',
      '60',
    ],
    ...['-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709'],
    ...['-c:a', 'aac', '-b:a', '128k', '-movflags', '+faststart', '-f', 'mp4', '-y', output],
  ]
}
