// Starts a bundled program, or says plainly why it cannot. ES2015 at most: an old Node must be able to read it.
'use strict';

/** Oldest major version of Node that the programs run on. */
var OLDEST = 22;

/**
 * @param {string} name of the program, for messages
 * @param {string} bundle its file, relative to the package
 */
module.exports = function launch(name, bundle) {
  if (parseInt(process.versions.node, 10) < OLDEST) {
    process.stderr.write(
      `${name}: Node ${process.versions.node} is too old: it needs Node ${OLDEST} or newer (https://nodejs.org)\n`,
    );
    process.exitCode = 64;
    return;
  }
  require('./load.cjs')(name, bundle);
};
