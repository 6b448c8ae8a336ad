/** VALUES after FROM. */
import { type InputBuilder, layoutOf } from '../input.ts';

export const values: InputBuilder<'values'> = ({ rows, relation, leaf }, query) => {
  const layout = layoutOf(query, leaf);
  const used = layout.map(i => relation.columns.findIndex(column => column.name === query.columns[i]!.name));
  return {
    node: { node: 'values', width: used.length, rows: rows.map(row => used.map(column => row[column]!)) },
    layout,
  };
};
