/**
 * Makes the pictures of the extension's README and walkthrough out of the screenshots that the suites have taken (`npm test --
 * vscode`): smaller, as WebP. `node scripts/vscode/pictures.ts`, and look at them.
 */
import fs from 'node:fs';
import path from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { installEditor } from './install.ts';

const root = path.resolve(import.meta.dirname, '../..');
const from = path.join(root, 'test/vscode/out');
const to = path.join(root, 'extension/images');

/** Each in a dark and a light theme. */
const PICTURES = ['explain', 'hint-cost', 'hints-form', 'preview', 'run-panel'];
/** Pixels, of the 2100 that a screenshot has: letters stay sharp. */
const WIDTH = 1400;
/** What cannot be told from the original, at two thirds of a JPEG's size. */
const QUALITY = 0.75;

/** Runs in the page, which has a browser's codecs. */
async function shrunk(page: Page, png: Buffer): Promise<Buffer> {
  const whole = `(async () => {
    const picture = new Image();
    picture.src = 'data:image/png;base64,${png.toString('base64')}';
    await picture.decode();
    const canvas = document.createElement('canvas');
    canvas.width = ${WIDTH};
    canvas.height = Math.round((picture.naturalHeight * ${WIDTH}) / picture.naturalWidth);
    const context = canvas.getContext('2d');
    context.imageSmoothingQuality = 'high';
    context.drawImage(picture, 0, 0, canvas.width, canvas.height);
    return canvas.toDataURL('image/webp', ${QUALITY});
  })()`;
  const address = (await page.evaluate(whole)) as string;
  return Buffer.from(address.slice(address.indexOf(',') + 1), 'base64');
}

const editor = installEditor(text => process.stderr.write(`${text}\n`));
const browser = await chromium.launch({ executablePath: editor.chromium, args: ['--no-sandbox', '--disable-gpu'] });
try {
  const page = await browser.newPage();
  for (const name of PICTURES.flatMap(one => [`${one}-dark`, `${one}-light`])) {
    const picture = await shrunk(page, fs.readFileSync(path.join(from, `${name}.png`)));
    fs.writeFileSync(path.join(to, `${name}.webp`), picture);
    process.stdout.write(`extension/images/${name}.webp  ${(picture.length / 1024).toFixed(0)} KB\n`);
  }
} finally {
  await browser.close();
}
