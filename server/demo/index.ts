/** The recording that the product makes itself: pictures, sound and true labels from one story. */
export { type Drawing, drawDemo } from './draw.ts'
export { type TrueLabel, trueLabels } from './labels.ts'
export { HEIGHT, WIDTH } from './scene/field.ts'
export { FRAMES, RATE } from './story.ts'
