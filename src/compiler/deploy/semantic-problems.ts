/** What the API server refuses although the schema allows it: forms of names, labels and keys, and sizes. */

import { mountProblems } from './mount-problems.ts';
import { dataBytes, LARGEST_CONFIG_MAP } from './objects/config-map.ts';
import type { KubernetesObject } from './objects/kubernetes-object.ts';

interface Problem {
  readonly path: string;
  readonly message: string;
}

const LABEL_VALUE = /^([A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?)?$/;
const NAME_PART = /^[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?$/;
const DNS_SUBDOMAIN = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/;
const CONFIG_KEY = /^[A-Za-z0-9._-]{1,253}$/;
const DNS_LABEL = /^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** Longest names; others may have 253 characters. What Kubernetes puts behind a CronJob's name takes eleven. */
const LONGEST: Readonly<Record<string, number>> = { CronJob: 52, Service: 63, Namespace: 63, StatefulSet: 52 };
const LARGEST_ANNOTATIONS = 262_144;

export const semanticProblems = (object: KubernetesObject): readonly Problem[] => [
  ...nameProblems(object),
  ...labelProblems(object),
  ...annotationProblems(object),
  ...dataProblems(object),
  ...portProblems(object),
  ...mountProblems(object),
];

function nameProblems({ kind, metadata }: KubernetesObject): readonly Problem[] {
  const { name = '' } = metadata ?? {};
  const longest = LONGEST[kind] ?? 253;
  if (name.length > longest)
    return [{ path: '/metadata/name', message: `has ${name.length} characters, at most ${longest} may be` }];
  const form = kind === 'Service' || kind === 'Namespace' ? DNS_LABEL : DNS_SUBDOMAIN;
  return form.test(name) ? [] : [{ path: '/metadata/name', message: `'${name}' is no name of a ${kind}` }];
}

const labelProblems = ({ metadata }: KubernetesObject): readonly Problem[] =>
  Object.entries(metadata?.labels ?? {}).flatMap(([key, value]) => [
    ...keyProblems('labels', key),
    ...(value.length <= 63 && LABEL_VALUE.test(value)
      ? []
      : [{ path: `/metadata/labels/${pointer(key)}`, message: `'${value}' is no value of a label` }]),
  ]);

function annotationProblems({ metadata }: KubernetesObject): readonly Problem[] {
  const annotations = Object.entries(metadata?.annotations ?? {});
  const size = annotations.reduce((sum, [key, value]) => sum + bytes(key) + bytes(value), 0);
  return [
    ...annotations.flatMap(([key]) => keyProblems('annotations', key)),
    ...(size > LARGEST_ANNOTATIONS
      ? [{ path: '/metadata/annotations', message: `have ${size} bytes, at most ${LARGEST_ANNOTATIONS} may be` }]
      : []),
  ];
}

function keyProblems(where: 'labels' | 'annotations', key: string): readonly Problem[] {
  const parts = key.split('/');
  const name = parts.at(-1)!;
  const good =
    parts.length <= 2 &&
    name.length <= 63 &&
    NAME_PART.test(name) &&
    (parts.length === 1 || (parts[0]!.length <= 253 && DNS_SUBDOMAIN.test(parts[0]!)));
  return good ? [] : [{ path: `/metadata/${where}/${pointer(key)}`, message: 'is no key of a label or an annotation' }];
}

function dataProblems(object: KubernetesObject): readonly Problem[] {
  if (object.kind !== 'ConfigMap' || !('data' in object) || object.data === null || typeof object.data !== 'object')
    return [];
  const entries = Object.entries(object.data);
  const size = dataBytes(object.data);
  return [
    ...entries
      .filter(([key]) => !CONFIG_KEY.test(key))
      .map(([key]) => ({ path: `/data/${pointer(key)}`, message: 'is no key of a ConfigMap' })),
    ...(size > LARGEST_CONFIG_MAP
      ? [
          {
            path: '/data',
            message: `has ${size} bytes, at most ${LARGEST_CONFIG_MAP} fit: split the SQL into several files`,
          },
        ]
      : []),
  ];
}

/** At any depth: `port` and `containerPort`. */
function portProblems(value: unknown, path = ''): readonly Problem[] {
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const here = `${path}/${pointer(key)}`;
    const wrong = /^(port|containerPort)$/.test(key) && typeof inner === 'number' && !(inner >= 1 && inner <= 65_535);
    return wrong ? [{ path: here, message: `${inner} is no port (1 to 65535)` }] : portProblems(inner, here);
  });
}

const bytes = (text: string): number => new TextEncoder().encode(text).length;

/** A key as part of a JSON pointer. */
const pointer = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');
