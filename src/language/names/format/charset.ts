/** The property `encoding` of text. */
export const charsetOf = (text: string | undefined): { readonly charset?: 'iso-8859-1' } =>
  text !== undefined && /^iso-?8859-?1$|^latin-?1$/i.test(text) ? { charset: 'iso-8859-1' } : {};
