/** Texts of properties: names of topics, lists of servers, addresses, paths, columns. */
import { formed } from '../../hints/types/text.ts';
import { fits, misfit, type ValueType } from '../../hints/types/value-type.ts';

/** Any text that is not empty. `what` is a noun phrase: "a name for the client". */
export const text = (what: string, placeholder = '<text>'): ValueType =>
  formed({ description: what, placeholder, form: /\S/ });

/** Any text, also an empty one. */
export const anyText: ValueType = {
  description: 'a text, which may be empty',
  unit: undefined,
  placeholder: '<text>',
  check: () => fits,
  choices: () => [],
};

/** What Kafka takes for a topic's name, `topic.name` of its own checks. */
export const topicName: ValueType = {
  description: 'the name of a topic (up to 249 letters, digits, ., _ and -)',
  unit: undefined,
  placeholder: '<topic>',
  check(name) {
    if (/^[A-Za-z0-9._-]{1,249}$/.test(name) && name !== '.' && name !== '..') return fits;
    const meant = name.trim().replace(/[^A-Za-z0-9._-]+/g, '-');
    return misfit(this.description, name, /^-*$/.test(meant) || meant.length > 249 ? undefined : meant);
  },
  choices: () => [],
};

const SERVER = /^(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+):(\d{1,5})$/;

/** `host:port,host:port`. */
export const servers: ValueType = {
  description: 'a comma-separated list of HOST:PORT',
  unit: undefined,
  placeholder: '<host:port>',
  check(list) {
    for (const server of list.split(',').map(one => one.trim())) {
      const port = SERVER.exec(server)?.[2];
      if (port !== undefined && Number(port) >= 1 && Number(port) <= 65_535) continue;
      const bare = server.replace(/^[A-Za-z_]+:\/\//, '').replace(/\/$/, '');
      const meant =
        SERVER.test(bare) && bare !== server ? bare : /^[A-Za-z0-9._-]+$/.test(bare) ? `${bare}:9092` : undefined;
      const message = `takes ${this.description}; '${server}' is none`;
      return meant === undefined
        ? { ok: false, message }
        : { ok: false, message, suggestion: list.replace(server, meant) };
    }
    return fits;
  },
  choices: () => [],
};

export const url = formed({
  description: 'one or more addresses that begin with http:// or https://, comma-separated',
  placeholder: '<url>',
  form: /^https?:\/\/[^\s,]+(\s*,\s*https?:\/\/[^\s,]+)*$/,
  meant: address => (/^[A-Za-z0-9.-]+(:\d+)?(\/\S*)?$/.test(address) ? `http://${address}` : undefined),
});

export const filePath = (what: string, placeholder = '<path>'): ValueType => text(what, placeholder);

export const columnName = (what: string): ValueType =>
  formed({ description: `${what} (a column's name)`, placeholder: '<column>', form: /^[^\s'",;()]+$/ });

export const columnNames = (what: string): ValueType =>
  formed({
    description: `${what} (names of columns, comma-separated)`,
    placeholder: '<columns>',
    form: /^[^\s'",;()]+(\s*[,;]\s*[^\s'",;()]+)*$/,
  });

/** A Java class; FerrisSQL runs none, so that it is never more than a name. */
export const className = formed({
  description: 'the name of a Java class',
  placeholder: '<class>',
  form: /^[A-Za-z_$][\w$]*(\.[A-Za-z_$][\w$]*)*(\s*,\s*[A-Za-z_$][\w$]*(\.[A-Za-z_$][\w$]*)*)*$/,
});

/** A password or key, never written into a file that others read. */
export const secret: ValueType = {
  description: `a secret, which belongs into a variable: \${NAME}`,
  unit: undefined,
  placeholder: `\${SECRET}`,
  check: () => fits,
  choices: () => [],
};

const NUMBERS = 'numbers in ascending order, comma-separated';
export const ascendingNumbers: ValueType = {
  description: NUMBERS,
  unit: undefined,
  placeholder: '<n,n,…>',
  check(list) {
    const parts = list.split(',').map(part => part.trim());
    const wrong = parts.find(part => !/^-?\d+(\.\d+)?$/.test(part));
    if (wrong !== undefined) return { ok: false, message: `takes ${NUMBERS}; '${wrong}' is no number` };
    const sorted = [...new Set(parts)].sort((a, b) => Number(a) - Number(b));
    return sorted.join() === parts.join() ? fits : misfit(NUMBERS, list, sorted.join(','));
  },
  choices: () => [],
};

/** One character, or a word for one that is hard to see. */
export const character = formed({
  description: 'one character, or TAB, SPACE, \\t',
  placeholder: '<character>',
  form: /^(.|\\t|TAB|SPACE)$/iu,
  known: [
    { value: ',', doc: 'a comma' },
    { value: ';', doc: 'a semicolon' },
    { value: 'TAB', doc: 'a tab stop' },
    { value: '|', doc: 'a bar' },
  ],
});
