/** PromQL read with Prometheus' own grammar: what is wrong with it, and which series it asks for. */
import type { SyntaxNode } from '@lezer/common';
import { parser } from '@prometheus-io/lezer-promql';

export interface Selector {
  readonly metric: string;
  readonly labels: readonly string[];
}

/** Throws where it is no PromQL, saying where. */
export function selectorsOf(expression: string): readonly Selector[] {
  const selectors: Selector[] = [];
  parser.parse(expression).iterate({
    enter({ name, type, from, node }) {
      if (type.isError)
        throw new SyntaxError(
          `no PromQL at character ${from}: ${expression.slice(0, from)}⟪here⟫${expression.slice(from)}`,
        );
      if (name === 'VectorSelector') selectors.push(selectorOf(node, expression));
    },
  });
  return selectors;
}

function selectorOf(node: SyntaxNode, expression: string): Selector {
  const text = (inner: SyntaxNode) => expression.slice(inner.from, inner.to);
  const metric = node.getChild('Identifier');
  if (!metric) throw new SyntaxError(`a selector without a metric: ${text(node)}`);
  const matchers = node.getChild('LabelMatchers')?.getChildren('UnquotedLabelMatcher') ?? [];
  return { metric: text(metric), labels: matchers.map(matcher => text(matcher.getChild('LabelName')!)) };
}
