/** Says what is being done: one line that moves on a terminal, one line per step elsewhere. */

export interface Spinner {
  readonly say: (text: string) => void;
  /** Leaves a last line standing. */
  readonly end: (text: string) => void;
  /** Takes the moving line away. */
  readonly clear: () => void;
}

/** Writes to standard error, each line beginning with `name`. */
export function spinner(name: string): Spinner {
  const out = process.stderr;
  const began = Date.now();
  let last = '';
  const clear = () => {
    if (out.isTTY && last) out.write('\r\x1b[2K');
    last = '';
  };
  return {
    say: text => {
      if (out.isTTY) out.write(`\r\x1b[2K${name}: ${text} … ${((Date.now() - began) / 1000).toFixed(1)} s`);
      else if (text !== last) out.write(`${name}: ${text}\n`);
      last = text;
    },
    end: text => {
      clear();
      out.write(`${name}: ${text}\n`);
    },
    clear,
  };
}
