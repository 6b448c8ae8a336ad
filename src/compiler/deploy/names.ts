/** Names of deployments: DNS labels out of file names and job names. */

/** Longest name that still leaves room for what is put behind it. */
export const LONGEST_NAME = 50;

/** `trading_queries.sql` → `trading-queries`. A name without any letter or digit is `ferris-job`. */
export function deploymentName(text: string): string {
  const plain = text
    .toLowerCase()
    .replace(/\.(sql|ferris)$/, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  if (plain === '') return 'ferris-job';
  return (/^[a-z]/.test(plain) ? plain : `job-${plain}`).slice(0, LONGEST_NAME).replace(/-+$/, '');
}
