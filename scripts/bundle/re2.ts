/** Patterns of the schemas in JavaScript's own syntax, which has RE2's flag `(?i)` beside the pattern and for all of it. */

export class RE2 extends RegExp {
  constructor(pattern: string, flags = '') {
    super(pattern.replaceAll('(?i)', ''), pattern.includes('(?i)') ? `${flags}i` : flags);
  }
}
