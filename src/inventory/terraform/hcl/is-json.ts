import type { InputSample } from '../../formats/sample.ts';

/** Whether the name says that a JSON text is a configuration: `main.tf.json`. */
export function isJsonConfiguration({ file, shape }: InputSample): boolean {
  return shape?.kind === 'object' && /\.(?:tf|tofu)\.json$/iu.test(file.replace(/\.(?:gz|zst)$/iu, ''));
}
