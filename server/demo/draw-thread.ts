/**
 * Draws the demo recording in a thread of its own, so that minutes of computing never keep the worker from its other
 * duties. The parent asks for a picture and gets one; the last answer is null. The first message is the sound.
 */
import { parentPort } from 'node:worker_threads'
import { film } from './film.ts'
import { demoSound, wavFile } from './sound.ts'

const port = parentPort
if (!port) throw new Error('this file is run as a thread')
port.postMessage(wavFile(demoSound()))
const pictures = film()
port.on('message', () => {
  const next = pictures.next()
  if (next.done) port.postMessage(null)
  else port.postMessage(next.value, [next.value.buffer as ArrayBuffer])
})
