/** `npm run demo`: market data at a visible pace into an embedded log, a streaming query over it, its rows as they arrive. */
import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import readline from 'node:readline';
import { effectiveHints } from '../src/compiler/deploy/effective-hints.ts';
import { attachHints } from '../src/language/hints/attach.ts';
import { scan } from '../src/language/text/scan.ts';

const root = path.resolve(import.meta.dirname, '..');
const sql = path.join(root, 'examples/trading/market_data.sql');
const data = path.join(root, 'examples/trading/market_data.jsonl');
const folder = path.join(root, '.cache/demo');
const cli = path.join(root, 'bin/ferris-sql.cjs');
const live = process.stdout.isTTY === true && !process.env.CI;
/** Trades a second: all of the file in about 8 s for a person, 2 s for a machine. */
const rate = live ? 75 : 300;
const say = (text: string) => process.stdout.write(`${text}\n`);

interface Row {
  readonly ticker: string;
  readonly avg_price: string;
  readonly volume: string;
  readonly trades: string;
  readonly second: string;
}

fs.rmSync(folder, { recursive: true, force: true });
const children: ChildProcess[] = [];
const ferris = (...args: string[]): ChildProcess => {
  const child = spawn(process.execPath, [cli, ...args, '--brokers', `dir:${folder}`], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  return child;
};
const stop = (signal: NodeJS.Signals) => {
  for (const child of children) child.kill(signal);
};
process.on('SIGINT', () => {
  stop('SIGINT');
  process.exit(130);
});
const ended = (child: ChildProcess) => new Promise<number>(resolve => child.on('close', code => resolve(code ?? 1)));
const told = (child: ChildProcess) => {
  let text = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  return () => text;
};

say('FerrisSQL: the average price of each ticker, second by second (examples/trading/market_data.sql)\n');
say(
  fs
    .readFileSync(sql, 'utf8')
    .split('\n')
    .filter(line => !line.startsWith('--') && line.trim() !== '')
    .map(line => `    ${line}`)
    .join('\n'),
);
say('');

// The topic exists before the query starts, so that nothing depends on who is quicker.
const first = path.join(folder, 'first.jsonl');
fs.mkdirSync(folder, { recursive: true });
const [firstLine, ...others] = fs.readFileSync(data, 'utf8').trimEnd().split('\n');
fs.writeFileSync(first, `${firstLine}\n`);
const rest = path.join(folder, 'rest.jsonl');
fs.writeFileSync(rest, `${others.join('\n')}\n`);
const opening = ferris(
  'produce',
  '--topic',
  'market_data',
  '--file',
  first,
  '--key-field',
  'ticker',
  '--timestamp-field',
  'traded_at',
);
const openingTold = told(opening);
if ((await ended(opening)) !== 0) fail('the embedded log cannot be written', openingTold());

const query = ferris(
  'stream',
  '--file',
  sql,
  '--format',
  'json-lines',
  '--metadata',
  '--auto-offset-reset',
  'earliest',
);
const queryTold = told(query);
const rows: Row[] = [];
readline.createInterface({ input: query.stdout! }).on('line', line => {
  const value = /"value":\{"ticker":"([^"]+)","avg_price":([\d.]+),"volume":(\d+),"trades":(\d+)\}/.exec(line);
  if (!value) return;
  const time = Number(/"timestamp":(\d+)/.exec(line)?.[1]);
  const second = new Date(Math.floor(time / 1000) * 1000).toISOString().slice(11, 19);
  rows.push({ second, ticker: value[1]!, avg_price: value[2]!, volume: value[3]!, trades: value[4]! });
  show();
});

const feed = ferris(
  'produce',
  '--topic',
  'market_data',
  '--file',
  rest,
  '--key-field',
  'ticker',
  '--timestamp-field',
  'traded_at',
  '--rate',
  `${rate}/s`,
);
const feedTold = told(feed);
if ((await ended(feed)) !== 0) fail('the trades cannot be written', feedTold());
// The last windows wait for a later trade; what is complete has arrived a moment after the last one.
for (let waited = 0, seen = -1; waited < 3000 && seen !== rows.length; waited += 500) {
  seen = rows.length;
  await new Promise(resolve => setTimeout(resolve, 500));
}
stop('SIGTERM');
await ended(query);
if (rows.length === 0) fail('the query put out no rows', queryTold());

say(`\n${rows.length} rows from ${others.length + 1} trades, averages exact to the last digit.\n`);
say('What its hints ask of a deployment:');
for (const scope of attachHints(scan(fs.readFileSync(sql, 'utf8'))).scopes)
  for (const { key, value, origin } of effectiveHints(scope)) say(`    ${`${key} = ${value}`.padEnd(44)} ${origin}`);
say(`
Try next:
    npm run ferris-sql -- explain --file examples/trading/market_data.sql
    npm run ferris-sql -- execute --brokers jsonl:examples/trading --format table --query "SELECT ticker, MAX(price) AS high FROM market_data GROUP BY ticker"
    npm run ferris-k8s-deploy -- validate-hints examples/trading/market_data.sql --strict`);

function fail(what: string, why: string): never {
  stop('SIGKILL');
  process.stderr.write(`${what}\n${why}`);
  process.exit(1);
}

/** On a terminal the last rows of each ticker in one table, drawn in place; elsewhere a line a row. */
function show(): void {
  const line = (row: Row) =>
    `  ${row.second}  ${row.ticker.padEnd(6)} ${row.avg_price.padStart(12)} ${row.volume.padStart(8)} ${row.trades.padStart(7)}`;
  if (!live) {
    if (rows.length === 1) say('  second    ticker    avg_price   volume  trades');
    say(line(rows.at(-1)!));
    return;
  }
  const shown = 12;
  if (rows.length > 1) process.stdout.write(`\u001b[${Math.min(rows.length - 1, shown) + 1}A`);
  process.stdout.write(
    `\u001b[0J  second    ticker    avg_price   volume  trades\n${rows
      .slice(-shown)
      .map(row => `${line(row)}\n`)
      .join('')}`,
  );
}
