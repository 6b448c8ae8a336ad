/** What a deployment used, as Prometheus has it, and whose metrics said so. */
import type { Usage } from '../../../src/compiler/deploy/optimize/advise.ts';
import { MEASURES, type Measure, questionsFor } from '../../../src/compiler/deploy/optimize/questions.ts';
import type { DeploymentSpec } from '../../../src/compiler/deploy/spec.ts';
import type { Prometheus } from './prometheus.ts';

export interface Measured {
  readonly usage: Usage;
  /** Of what was answered. */
  readonly sources: ReadonlyMap<Measure, string>;
}

/** One question after the other: a query over a week is work for Prometheus. Rejects with PrometheusError. */
export async function measure(spec: DeploymentSpec, seconds: number, prometheus: Prometheus): Promise<Measured> {
  const questions = questionsFor(spec, seconds, stepFor(seconds));
  const usage: Partial<Record<Measure, number>> = {};
  const sources = new Map<Measure, string>();
  for (const what of MEASURES)
    for (const { query, source } of questions[what]) {
      const value = await prometheus.number(query);
      if (value === undefined) continue;
      usage[what] = value;
      sources.set(what, source);
      break;
    }
  return { usage, sources };
}

/** Five minutes, shorter for hours and longer for weeks: at most some 2000 looks. */
const stepFor = (seconds: number): number =>
  Math.max(seconds <= 21_600 ? 60 : 300, Math.ceil(seconds / 2016 / 60) * 60);
