/** Files that the bundle holds as text. */
declare module '*.sql' {
  const text: string;
  export default text;
}
declare module '*.jsonl' {
  const text: string;
  export default text;
}
