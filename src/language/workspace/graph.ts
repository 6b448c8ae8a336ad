/** Which statements feed which: an order in which each comes after what it reads, and what goes round in a circle. */

export interface Order<Node> {
  /** Each after those it depends on, but for circles. */
  readonly order: readonly Node[];
  /** Of nodes that depend on themselves, directly or through others: which circle. */
  readonly circle: ReadonlyMap<Node, number>;
}

/** Tarjan's strongly connected components, without recursion. Linear in nodes and edges. */
export function orderOf<Node>(nodes: Iterable<Node>, dependencies: (node: Node) => readonly Node[]): Order<Node> {
  const index = new Map<Node, number>();
  const low = new Map<Node, number>();
  const onStack = new Set<Node>();
  const stack: Node[] = [];
  const order: Node[] = [];
  const circle = new Map<Node, number>();
  let circles = 0;
  const enter = (node: Node) => {
    index.set(node, index.size);
    low.set(node, index.get(node)!);
    stack.push(node);
    onStack.add(node);
    return { node, edges: dependencies(node), next: 0 };
  };
  for (const root of nodes) {
    if (index.has(root)) continue;
    const path = [enter(root)];
    while (path.length > 0) {
      const frame = path.at(-1)!;
      const target = frame.edges[frame.next++];
      if (target !== undefined) {
        if (!index.has(target)) path.push(enter(target));
        else if (onStack.has(target)) low.set(frame.node, Math.min(low.get(frame.node)!, index.get(target)!));
        continue;
      }
      path.pop();
      const parent = path.at(-1);
      if (parent) low.set(parent.node, Math.min(low.get(parent.node)!, low.get(frame.node)!));
      if (low.get(frame.node) !== index.get(frame.node)) continue;
      const component: Node[] = [];
      let member: Node;
      do {
        member = stack.pop()!;
        onStack.delete(member);
        component.push(member);
      } while (member !== frame.node);
      if (component.length > 1 || frame.edges.includes(frame.node)) {
        circles++;
        for (const one of component) circle.set(one, circles);
      }
      order.push(...component);
    }
  }
  return { order, circle };
}
