/** How a function is called: all its forms, the likeliest by the arguments that are there. */
import type { Argument, FunctionEntry, Signature } from '../../functions/define.ts';
import { functionTable, resolveCall } from '../../functions/table.ts';
import type { UserFunction } from '../../names/bound.ts';
import { typeText } from '../../types/sql-type.ts';
import type { OpenBracket } from './open-bracket.ts';
import { type SignatureHelp, type SignatureText, signatureText } from './signature.ts';
import { writtenForms } from './written-forms.ts';

/**
 * Undefined for a name that is no function.
 * @param args as `argumentTypes` gives them; asked for only where there is something to choose
 */
export function functionHelp(bracket: OpenBracket, args: () => readonly Argument[]): SignatureHelp | undefined {
  const { name, commas, words } = bracket;
  const entry = functionTable.get(name);
  const forms = writtenForms(name, bracket.kind === 'array' ? '[' : '(');
  // The parts of a form are told from each other by words or by commas, never by both.
  const said = words.length > 0 ? words : Array.from({ length: commas }, () => ',');
  const form = forms.findIndex(({ between, repeats }) =>
    said.every((one, i) => between[repeats ? Math.min(i, between.length - 1) : i] === one),
  );
  const signatures = [
    ...forms.map(({ signature }) => signature),
    ...(entry?.signatures.map(one => signatureOf(entry, one, name)) ?? []),
  ];
  if (signatures.length === 0) return undefined;
  const byWords = forms[form];
  if (byWords && (words.length > 0 || !entry)) {
    const last = byWords.signature.parameters.length - 1;
    return { signatures, active: form, parameter: Math.min(said.length, last) };
  }
  if (!entry) return { signatures, active: 0, parameter: undefined };
  const chosen = entry.signatures.length === 1 ? 0 : likeliest(entry, commas, args());
  return {
    signatures,
    active: forms.length + chosen,
    parameter: parameterAt(entry.signatures[chosen]!, commas),
  };
}

export function ownFunctionHelp({ name, parameters, returns, aggregate }: UserFunction, commas: number): SignatureHelp {
  const parts = parameters.map(one => `${one.name} ${typeText(one.type)}`);
  const doc = aggregate ? 'An aggregate function of your own.' : 'A function of your own.';
  return {
    signatures: [signatureText(`${name}(${parts.join(', ')}) → ${typeText(returns)}`, parts, doc)],
    active: 0,
    parameter: commas < parts.length ? commas : undefined,
  };
}

/** Under the name that is written, which may be an alias. */
function signatureOf({ doc, examples }: FunctionEntry, { text, parameters }: Signature, name: string): SignatureText {
  const [example] = examples;
  const shown = example ? `${doc}\n\n\`${example[0]}\` is \`${example[1]}\`` : doc;
  const parts = parameters.flatMap(({ name: one, type, variadic }) =>
    variadic ? [`${one} ${type}`, '…'] : [`${one} ${type}`],
  );
  return signatureText(text.replace(/^\w+/, name), parts, shown);
}

/** The first form with a place for the cursor that takes the arguments as they are; else one that converts them; else any. */
function likeliest(entry: FunctionEntry, commas: number, args: readonly Argument[]): number {
  const places = entry.signatures.map(one => commas === 0 || parameterAt(one, commas) !== undefined);
  const fits = entry.signatures.map((one, i) => (places[i] ? fitOf(entry, one, args) : 'none'));
  const best = [fits.indexOf('exact'), fits.indexOf('converted'), places.indexOf(true)].find(index => index >= 0);
  return best ?? 0;
}

/** How a form takes these arguments, when more may follow. */
function fitOf(entry: FunctionEntry, signature: Signature, args: readonly Argument[]): 'exact' | 'converted' | 'none' {
  const parameters = signature.parameters.map(one => ({ ...one, optional: true }));
  const resolved = resolveCall({ ...entry, signatures: [{ ...signature, parameters }], returns: undefined }, args);
  if (!resolved.ok) return 'none';
  const isKnown = (index: number): boolean => !['ANY', 'JSON', 'NULL'].includes(args[index]!.type.kind);
  return resolved.parameters.some((to, i) => to !== undefined && isKnown(i)) ? 'converted' : 'exact';
}

function parameterAt({ parameters }: Signature, commas: number): number | undefined {
  if (commas < parameters.length) return commas;
  // What repeats is shown as the one and `…`.
  return parameters.at(-1)?.variadic ? parameters.length : undefined;
}
