/** Kubernetes' quantities as numbers: the inverse of objects/quantity.ts, for all forms that people write. */

/** Of a quantity; binary ones count in 1024s. */
const SCALES: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** `2000m` → 2, `4Gi` → 4294967296, `50m` → 0.05, `1e3` → 1000; undefined for what is no quantity. */
export function quantity(text: string): number | undefined {
  const [, digits, exponent, suffix = ''] =
    /^\+?(\d+(?:\.\d*)?|\.\d+)(?:([eE][+-]?\d+)|([numkMGTPE]|[KMGTPE]i))?$/.exec(text.trim()) ?? [];
  if (digits === undefined) return undefined;
  // Rounded: 50 thousandths are 0.05, and not what multiplying makes of them.
  return Number((Number(`${digits}${exponent ?? ''}`) * SCALES[suffix]!).toPrecision(15));
}

/** A hint's number of cores: `2000m` → `2`, exact to a thousandth, at least one of them. */
export function coresOf(text: string): string | undefined {
  const cores = quantity(text);
  return cores === undefined ? undefined : String(Math.max(1, Math.round(cores * 1000)) / 1000);
}

/** A hint's number of gigabytes, which are GiB: `4Gi` → `4`, `512Mi` → `0.5`, exact to a MiB, at least one of them. */
export function gigabytesOf(text: string): string | undefined {
  const bytes = quantity(text);
  return bytes === undefined ? undefined : String(Math.max(1, Math.round(bytes / 2 ** 20)) / 1024);
}
