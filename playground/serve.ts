/** `npm run playground [-- --port N]`: bundles the playground and gives it out on this machine. */
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { buildPlayground, PLAYGROUND } from './build.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.ttf': 'font/ttf',
};

/** Only what is in the folder, by name. */
export function playgroundServer(): http.Server {
  return http.createServer((request, response) => {
    const name = new URL(request.url ?? '/', 'http://localhost').pathname.slice(1) || 'index.html';
    const type = TYPES[path.extname(name)];
    if (type === undefined || name.includes('/') || !fs.existsSync(path.join(PLAYGROUND, name))) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('there is no such file\n');
      return;
    }
    response.writeHead(200, { 'content-type': type });
    fs.createReadStream(path.join(PLAYGROUND, name)).pipe(response);
  });
}

if (process.argv[1] === import.meta.filename) {
  const [flag, value, ...more] = process.argv.slice(2);
  const port = flag === undefined ? 5177 : Number(value);
  if (
    (flag !== undefined && flag !== '--port') ||
    more.length > 0 ||
    !(Number.isInteger(port) && port >= 0 && port < 65_536)
  ) {
    process.stderr.write('usage: npm run playground [-- --port 5177]\n');
    process.exit(64);
  }
  const say = (text: string): void => void process.stderr.write(`playground: ${text}\n`);
  await buildPlayground(say);
  const server = playgroundServer();
  server.on('error', (error: NodeJS.ErrnoException) => {
    say(error.code === 'EADDRINUSE' ? `port ${port} is in use: take another one with -- --port N` : error.message);
    process.exit(69);
  });
  server.listen(port, '127.0.0.1', () => {
    const { port: bound } = server.address() as { port: number };
    process.stdout.write(`http://127.0.0.1:${bound}/\n`);
  });
}
