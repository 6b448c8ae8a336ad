/** Bytes as Node has them, which the runtime reads and writes JSON with. */
export { Buffer } from 'buffer/';
