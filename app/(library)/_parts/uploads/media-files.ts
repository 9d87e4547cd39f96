/** Which of the dropped files can be media or signals. Kind only by name: the server looks inside. Pure. */
const NEVER = /\.(json|xml|eaf|vtt|srt|pdf|docx?|xlsx?|pptx?|zip|png|jpe?g|gif|svg|exe|html?|md)$/i

/** Types that a file dialog shows first; everything else can be chosen, too. */
export const ACCEPT =
  'video/*,audio/*,.mp4,.mov,.m4v,.mkv,.webm,.avi,.wmv,.mts,.m2ts,.ts,.mpg,.mpeg,.mxf,.wav,.mp3,.m4a,.flac,.ogg,.opus,.csv,.tsv,.txt,.trc,.mot,.sto'

export function sortFiles(files: readonly File[]): { media: File[]; other: File[] } {
  const media: File[] = []
  const other: File[] = []
  for (const file of files) (NEVER.test(file.name) ? other : media).push(file)
  return { media, other }
}
