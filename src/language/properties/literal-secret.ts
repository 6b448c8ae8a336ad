/** Whether a value that should be kept secret stands in the text itself. */

const VARIABLE = /^\s*\$\{[A-Za-z_][A-Za-z0-9_]*(:\?[^}]*)?\}\s*$/;
/** Options of a login module that hold a secret, each with what stands in its quotes. */
const SECRET_OPTION = /\b(?:password|clientSecret|\w*secret|\w*password)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s;]*))/gi;

/** A variable alone is no secret; a default for it would be one. In `sasl.jaas.config` only the password must be one. */
export function holdsSecret(key: string, text: string): boolean {
  if (text.trim() === '' || VARIABLE.test(text)) return false;
  if (key === 'schema.registry.basic.auth.user.info') {
    // Its user may be read by everybody.
    const at = text.startsWith('${') ? text.indexOf('}:') + 1 : text.indexOf(':');
    return at <= 0 || !VARIABLE.test(text.slice(at + 1));
  }
  if (key !== 'sasl.jaas.config') return true;
  for (const [, double, single, plain] of text.matchAll(SECRET_OPTION)) {
    const value = double ?? single ?? plain ?? '';
    if (value !== '' && !VARIABLE.test(value)) return true;
  }
  return false;
}
