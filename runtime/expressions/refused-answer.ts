/** What a query inside an expression failed to say of a row: an error that counts only where its value is asked for. */
import { RecordError, type Value } from '../../src/language/types/value.ts';

/** No member of a record is called so: it stands for the error among values, which are hashed and kept. */
const REFUSED = '\0refused';

export const refusedAnswer = ({ code, message }: RecordError): Value => new Map([[REFUSED, [code, message]]]);

/** The value; throws the RecordError that stands in its place. */
export function answer(value: Value): Value {
  if (!(value instanceof Map)) return value;
  const refused = (value as ReadonlyMap<string, Value>).get(REFUSED);
  if (refused === undefined) return value;
  const [code, message] = refused as unknown as readonly [RecordError['code'], string];
  throw new RecordError(code, message);
}
