/** The version of the package this is a part of. */
import about from '../package.json' with { type: 'json' };

export const VERSION: string = about.version;
