/** File names come from anywhere: they are shown, and never used as a path. */

/** The name as text: without control and direction-changing characters, not endless. */
export function displayName(fileName: string): string {
  const clean = fileName.replace(/[\p{Cc}\p{Bidi_Control}]/gu, '').trim()
  return [...clean].slice(0, 255).join('') || 'unnamed'
}

/** What a recording is called when nobody has named it: the file's own name without folders and ending. */
export function recordingNameOf(fileName: string): string {
  const base = displayName(fileName).split(/[/\\]/).at(-1) ?? ''
  return base.replace(/(.)\.[A-Za-z0-9]{1,5}$/, '$1').trim() || 'Recording'
}
