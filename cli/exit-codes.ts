/** What a command's end means to the script that started it: the same in every command. */
export const EXIT = {
  ok: 0,
  /** The input has findings, or records failed under --strict, or a comparison differs. */
  findings: 1,
  /** The SQL cannot be planned. */
  unplannable: 2,
  /** The command line is wrong. */
  usage: 64,
  /** An input file cannot be read, or an output cannot be written. */
  unreadable: 66,
  /** The broker did not answer. */
  unreachable: 69,
  /** A defect of the program itself. */
  defect: 70,
  /** Ctrl-C. */
  interrupted: 130,
} as const;

/** The table for --help and the documentation. */
export const EXIT_MEANINGS: readonly (readonly [code: number, meaning: string])[] = [
  [EXIT.ok, 'done, nothing found'],
  [EXIT.findings, 'findings, differences, or failed records under --strict'],
  [EXIT.unplannable, 'the SQL cannot be planned'],
  [EXIT.usage, 'the command line is wrong'],
  [EXIT.unreadable, 'an input cannot be read or an output cannot be written'],
  [EXIT.unreachable, 'the broker or the cluster did not answer'],
  [EXIT.defect, 'a defect of this program'],
  [EXIT.interrupted, 'interrupted by Ctrl-C'],
];
