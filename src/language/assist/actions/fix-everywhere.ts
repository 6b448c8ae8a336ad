/** Fixing a whole file: what one rule finds in it, or all that can be fixed without a choice. */
import { smallEdits } from '../../format/small-edits.ts';
import { fixAll } from '../../rules/fix-all.ts';
import type { Diagnostic } from '../../text/diagnostic.ts';
import type { ActionSubject, Edits, Offer } from './offer.ts';

/** Offered where a rule has found more than one thing that has just one fix. */
export function fixEverywhere(subject: ActionSubject, rule: string): readonly Offer[] {
  const findings = subject.analysis.diagnostics.filter(one => one.rule === rule && isFixable(one));
  return findings.length < 2
    ? []
    : [
        {
          kind: 'quickfix',
          title: `Fix all of ${rule} in this file`,
          findings,
          edits: () => fixed(subject, found => (found.rule === rule ? found : withoutFixes(found))),
        },
      ];
}

/** `source.fixAll`: an editor may run it on every save. */
export const fixAllOf = (subject: ActionSubject): readonly Offer[] =>
  subject.analysis.diagnostics.some(isFixable)
    ? [{ kind: 'source.fixAll.ferris', title: 'Fix everything that has one fix', edits: () => fixed(subject, same) }]
    : [];

const isFixable = ({ fixes }: Diagnostic): boolean => fixes?.length === 1;
const same = (found: Diagnostic): Diagnostic => found;
const withoutFixes = ({ fixes, ...found }: Diagnostic): Diagnostic => found;

function fixed({ text, analysis, check, goOn }: ActionSubject, take: (found: Diagnostic) => Diagnostic): Edits {
  const [file] = fixAll(
    [{ path: '', text }],
    ([one]) => [(one!.text === text ? analysis.diagnostics : check(one!.text)).map(take)],
    goOn,
  );
  return smallEdits(text, file!.text);
}
