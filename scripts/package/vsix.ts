/**
 * A folder with an extension → the `.vsix` that editors install: a ZIP with the folder as `extension/`, a manifest of
 * the package and a list of content types (the Open Packaging Conventions, as Visual Studio's galleries want them).
 * Written here because @vscode/vsce brings 190 packages for what is left when there is nothing to bundle or to publish.
 */
import fs from 'node:fs';
import path from 'node:path';
import { type ZipEntry, zip } from './zip.ts';

export interface ExtensionManifest {
  readonly name: string;
  readonly publisher: string;
  readonly version: string;
  readonly displayName: string;
  readonly description: string;
  readonly icon: string;
  readonly categories: readonly string[];
  readonly keywords: readonly string[];
  readonly engines: { readonly vscode: string };
  /** Where it runs on a machine, and where in a browser. */
  readonly main?: string;
  readonly browser?: string;
}

/** @param transform what becomes of a file on its way in */
export function vsix(folder: string, transform: (name: string, content: Uint8Array) => Uint8Array): Buffer {
  const manifest: ExtensionManifest = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const files = fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(({ parentPath, name }) => path.relative(folder, path.join(parentPath, name)).split(path.sep).join('/'))
    .toSorted();
  const entries = files.map(
    (name): ZipEntry => ({
      name: `extension/${packedName(name)}`,
      content: transform(name, fs.readFileSync(path.join(folder, name))),
    }),
  );
  const text = (name: string, content: string): ZipEntry => ({ name, content: Buffer.from(content, 'utf8') });
  return zip([
    text('extension.vsixmanifest', manifestXml(manifest, files)),
    text('[Content_Types].xml', contentTypesXml(files)),
    ...entries,
  ]);
}

/** The content types go by a file's ending: every file needs one. */
const packedName = (name: string): string => (path.posix.extname(name) === '' ? `${name}.txt` : name);

/** The editor reads package.json; galleries and other tools read this. */
function manifestXml(manifest: ExtensionManifest, files: readonly string[]): string {
  const { name, publisher, version, displayName, description, icon, categories, keywords, engines } = manifest;
  const kinds = [...(manifest.main ? ['workspace'] : []), ...(manifest.browser ? ['web'] : [])];
  const assets = [
    ['Microsoft.VisualStudio.Code.Manifest', 'package.json'],
    ['Microsoft.VisualStudio.Services.Content.Details', 'README.md'],
    ['Microsoft.VisualStudio.Services.Content.Changelog', 'CHANGELOG.md'],
    ['Microsoft.VisualStudio.Services.Content.License', 'LICENSE'],
    ['Microsoft.VisualStudio.Services.Icons.Default', icon],
  ].filter(([, file]) => files.includes(file!));
  return `<?xml version="1.0" encoding="utf-8"?>
<PackageManifest Version="2.0.0" xmlns="http://schemas.microsoft.com/developer/vsx-schema/2011">
  <Metadata>
    <Identity Language="en-US" Id="${xml(name)}" Version="${xml(version)}" Publisher="${xml(publisher)}" />
    <DisplayName>${xml(displayName)}</DisplayName>
    <Description xml:space="preserve">${xml(description)}</Description>
    <Tags>${xml(keywords.join(','))}</Tags>
    <Categories>${xml(categories.join(','))}</Categories>
    <GalleryFlags>Public</GalleryFlags>
    <Properties>
      <Property Id="Microsoft.VisualStudio.Code.Engine" Value="${xml(engines.vscode)}" />
      <Property Id="Microsoft.VisualStudio.Code.ExtensionKind" Value="${kinds.join(',')}" />
      <Property Id="Microsoft.VisualStudio.Services.GitHubFlavoredMarkdown" Value="true" />
    </Properties>
    <License>extension/LICENSE.txt</License>
    <Icon>extension/${xml(icon)}</Icon>
  </Metadata>
  <Installation>
    <InstallationTarget Id="Microsoft.VisualStudio.Code" />
  </Installation>
  <Dependencies />
  <Assets>
${assets.map(([type, file]) => `    <Asset Type="${type}" Path="extension/${xml(packedName(file!))}" Addressable="true" />`).join('\n')}
  </Assets>
</PackageManifest>
`;
}

const TYPES: Readonly<Record<string, string>> = {
  '.cjs': 'application/javascript',
  '.css': 'text/css',
  '.html': 'text/html',
  '.jpg': 'image/jpeg',
  '.js': 'application/javascript',
  '.json': 'application/json',
  '.md': 'text/markdown',
  '.mjs': 'application/javascript',
  '.png': 'image/png',
  '.sql': 'text/plain',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain',
  '.vsixmanifest': 'text/xml',
  '.webp': 'image/webp',
};

function contentTypesXml(files: readonly string[]): string {
  const endings = [
    ...new Set(['.vsixmanifest', ...files.map(file => path.posix.extname(packedName(file)))]),
  ].toSorted();
  const types = endings.map(ending => {
    const type = TYPES[ending];
    if (type === undefined) throw new Error(`scripts/package/vsix.ts has no content type for ${ending}`);
    return `  <Default Extension="${ending}" ContentType="${type}" />`;
  });
  return `<?xml version="1.0" encoding="utf-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
${types.join('\n')}
</Types>
`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};
const xml = (text: string): string => text.replaceAll(/[&<>"']/g, mark => ENTITIES[mark]!);
