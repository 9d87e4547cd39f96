/** The folder of models, for everybody who needs to know which there are. Loads no TensorFlow. */
export { MODEL_FORMATS, MODEL_TASKS, type ModelManifest, type ModelTask } from './manifest.ts'
export { readSafetensors, type SafeTensor, SafetensorsFile } from './safetensors.ts'
export { listModels, type ModelFolder, modelsFor, openModel, type ShelfEntry } from './shelf.ts'
