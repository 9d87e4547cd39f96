/** The type of an original by what lies in it, never by its name: nothing is given out that a browser would run. */
const TYPES: Readonly<Record<string, string>> = {
  mp4: 'video/mp4',
  mov: 'video/quicktime',
  webm: 'video/webm',
  matroska: 'video/x-matroska',
  mpegts: 'video/mp2t',
  avi: 'video/x-msvideo',
  asf: 'video/x-ms-wmv',
  mpeg: 'video/mpeg',
  wav: 'audio/wav',
  mp3: 'audio/mpeg',
  flac: 'audio/flac',
  ogg: 'audio/ogg',
}

export const contentType = (container: string | undefined): string =>
  (container && Object.hasOwn(TYPES, container) && TYPES[container]) || 'application/octet-stream'
