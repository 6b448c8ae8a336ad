/** Objects with places to fill in: which values they have, and their templates. */
import { parse } from 'yaml';
import type { KubernetesObject } from '../../objects/kubernetes-object.ts';
import type { DeploymentSpec } from '../../spec.ts';
import { manifestYaml, plainYaml } from '../../yaml.ts';
import type { ValuePath } from './chart-values.ts';
import { type Place, placesIn, type Step } from './places.ts';
import { type Filling, literal } from './template-text.ts';

/** What the objects have where values can be set. */
export function valuesIn(objects: readonly KubernetesObject[], spec: DeploymentSpec): ReadonlyMap<ValuePath, unknown> {
  const found = new Map<ValuePath, unknown>();
  for (const object of objects)
    for (const { steps, value, empty, within } of placesIn(object, spec)) {
      if (value === undefined || within !== undefined || found.has(value)) continue;
      const there = lookUp(object, steps) ?? empty;
      if (there !== undefined) found.set(value, there);
    }
  return found;
}

/** The object's template; with the given values it is the object again. */
export function templateOf(
  object: KubernetesObject,
  spec: DeploymentSpec,
  values: ReadonlyMap<ValuePath, unknown>,
): string {
  const copy = structuredClone(object);
  const fillings: Filling[] = [];
  const tokenFor = (filling: Filling): string => `FERRIS-FILLING-${fillings.push(filling) - 1}-HERE`;
  const places = placesIn(object, spec).filter(place => stands(object, place, values));
  for (const { steps, filling, within } of places) if (!within) setAt(copy, steps, tokenFor(filling));
  const texts = Map.groupBy(
    places.filter(({ within }) => within),
    ({ within }) => within!.join('\n'),
  );
  for (const inner of texts.values()) {
    const { within } = inner[0]!;
    const document = innerDocument(copy, within!);
    for (const { steps, filling } of inner) setAt(document, steps, tokenFor(filling));
    setAt(copy, within!, plainYaml(document));
  }
  return fill(literal(manifestYaml([copy])), fillings);
}

/** A place that says something else than its value would is left as it is. */
function stands(object: KubernetesObject, place: Place, values: ReadonlyMap<ValuePath, unknown>): boolean {
  const { value, steps, within, empty } = place;
  if (value === undefined) return true;
  const there = lookUp(within ? innerDocument(object, within) : object, steps) ?? empty;
  return there !== undefined && JSON.stringify(values.get(value)) === JSON.stringify(there);
}

const innerDocument = (object: KubernetesObject, within: readonly string[]): unknown =>
  parse(String(lookUp(object, within)), { version: '1.1' });

const TOKEN_LINE = /^( *)(- )?(?:(\S+): )?FERRIS-FILLING-(\d+)-HERE$/gm;

/** Tokens that have a line to themselves with their key first: some take the whole of it. */
function fill(text: string, fillings: readonly Filling[]): string {
  const lines = text.replace(TOKEN_LINE, (line, indent: string, dash = '', key = '', index: string) => {
    const filling = fillings[Number(index)]!;
    if (!('lines' in filling)) return line;
    // An item that is a map begins behind its dash; one that is more items has none of its own.
    if (dash === '' || key === '') return filling.lines(indent, key).join('\n');
    return filling.lines(`${indent}  `, key).join('\n').replace(`${indent}  `, `${indent}- `);
  });
  return lines.replace(/FERRIS-FILLING-(\d+)-HERE/g, (_, index) => {
    const filling = fillings[Number(index)]!;
    if (!('inline' in filling)) throw new Error(`a block stands within a line of ${lines}`);
    return filling.inline;
  });
}

function lookUp(value: unknown, steps: readonly Step[]): unknown {
  return steps.reduce<unknown>((inner, step) => {
    if (inner === null || typeof inner !== 'object') return undefined;
    return Reflect.get(inner, keyOf(inner, step) ?? '');
  }, value);
}

function setAt(root: unknown, steps: readonly Step[], value: unknown): void {
  const parent = lookUp(root, steps.slice(0, -1));
  const last = steps.at(-1)!;
  if (parent === null || typeof parent !== 'object') throw new Error(`there is nothing at ${JSON.stringify(steps)}`);
  if (last === -1 && Array.isArray(parent)) parent.push(value);
  else Reflect.set(parent, keyOf(parent, last)!, value);
}

function keyOf(parent: object, step: Step): string | undefined {
  if (typeof step !== 'object') return String(step);
  if (!Array.isArray(parent)) return undefined;
  const index = parent.findIndex(item => item?.name === step.name);
  return index < 0 ? undefined : String(index);
}
