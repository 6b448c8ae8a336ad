/** A layered drawing of a graph without cycles: each node in the layer behind its furthest predecessor. */

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Place extends Size {
  /** Of the left upper corner. */
  readonly x: number;
  readonly y: number;
}

export interface Layered extends Size {
  readonly places: ReadonlyMap<string, Place>;
}

export interface Gaps {
  /** Between nodes of a layer. */
  readonly across: number;
  /** Between layers. */
  readonly down: number;
}

type Edge = readonly [from: string, to: string];

/** @param nodes in an order in which each stands behind those that it takes from; edges to others are left out */
export function layered(nodes: ReadonlyMap<string, Size>, edges: readonly Edge[], { across, down }: Gaps): Layered {
  const inside = edges.filter(([from, to]) => from !== to && nodes.has(from) && nodes.has(to));
  const layers = layersOf([...nodes.keys()], inside);
  untangle(layers, inside);
  const widths = layers.map(layer => sum(layer.map(id => nodes.get(id)!.width)) + across * (layer.length - 1));
  const width = Math.max(0, ...widths);
  const places = new Map<string, Place>();
  let y = 0;
  for (const [i, layer] of layers.entries()) {
    let x = (width - widths[i]!) / 2;
    for (const id of layer) {
      const size = nodes.get(id)!;
      places.set(id, { x, y, ...size });
      x += size.width + across;
    }
    y += Math.max(...layer.map(id => nodes.get(id)!.height)) + down;
  }
  return { places, width, height: Math.max(0, y - down) };
}

function layersOf(ids: readonly string[], edges: readonly Edge[]): string[][] {
  const depth = new Map<string, number>();
  for (const id of ids) {
    const before = edges.filter(([, to]) => to === id).map(([from]) => depth.get(from) ?? -1);
    depth.set(id, Math.max(-1, ...before) + 1);
  }
  const layers: string[][] = [];
  for (const id of ids) {
    const at = depth.get(id)!;
    while (layers.length <= at) layers.push([]);
    layers[at]!.push(id);
  }
  return layers.filter(layer => layer.length > 0);
}

/** Each where the middle of its neighbours in the layer before is, then from below: few crossings in few passes. */
function untangle(layers: string[][], edges: readonly Edge[]): void {
  const pass = (layer: string[], beside: readonly string[], neighbours: (id: string) => readonly string[]): void => {
    const middle = new Map(
      layer.map((id, i) => {
        const at = neighbours(id)
          .map(one => beside.indexOf(one))
          .filter(one => one >= 0);
        return [id, at.length === 0 ? (i / Math.max(1, layer.length - 1)) * (beside.length - 1) : sum(at) / at.length];
      }),
    );
    layer.sort((a, b) => middle.get(a)! - middle.get(b)!);
  };
  const sources = (id: string) => edges.filter(([, to]) => to === id).map(([from]) => from);
  const targets = (id: string) => edges.filter(([from]) => from === id).map(([, to]) => to);
  for (let round = 0; round < 2; round++) {
    for (let i = 1; i < layers.length; i++) pass(layers[i]!, layers[i - 1]!, sources);
    for (let i = layers.length - 2; i >= 0; i--) pass(layers[i]!, layers[i + 1]!, targets);
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
