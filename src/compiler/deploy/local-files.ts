/** Which files the statements of a deployment read and write: on the disks of its pods, which is told. */
import type { Statement } from '../../language/analyze.ts';
import type { Relation } from '../../language/names/bound.ts';
import type { Diagnostic } from '../../language/text/diagnostic.ts';

/** @param read what the statement reads */
export function localFiles(statement: Statement, read: readonly Relation[]): readonly Diagnostic[] {
  const { bound, piece } = statement;
  const tell = (name: string, what: string): Diagnostic => ({
    rule: 'deploy/local-files',
    severity: 'warning',
    span: piece.span,
    message: `'${name}' ${what} of its pod, not of this machine`,
    help: 'mount a volume there that has them, or use a topic',
  });
  const own =
    bound?.kind === 'query' && bound.file ? [tell(bound.target, `writes '${bound.file.path}' on the disk`)] : [];
  return [
    ...read.flatMap(({ name, file }) =>
      file?.source ? [tell(name, `is read from '${file.source.path}' on the disk`)] : [],
    ),
    ...own,
  ];
}
