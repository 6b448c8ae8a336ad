// Loads a bundle, CommonJS or ES module. Apart from launch.cjs because an old Node cannot even read `import()`.
'use strict';
const fs = require('node:fs');
const module_ = require('node:module');
const path = require('node:path');

module.exports = function load(name, bundle) {
  const file = path.join(__dirname, '..', bundle);
  // Not there before Node 22.1; without it starting takes a little longer, nothing else.
  if (module_.enableCompileCache) module_.enableCompileCache();
  if (!fs.existsSync(file)) {
    process.stderr.write(`${name}: ${file} is missing: run 'npm run build' first\n`);
    process.exitCode = 66;
  } else if (file.endsWith('.mjs')) void import(require('node:url').pathToFileURL(file).href);
  else require(file);
};
