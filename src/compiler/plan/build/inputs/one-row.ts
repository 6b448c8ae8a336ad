/** SELECT without FROM. */
import type { InputBuilder } from '../input.ts';

export const oneRow: InputBuilder<'one-row'> = () => ({ node: { node: 'one-row' }, layout: [] });
