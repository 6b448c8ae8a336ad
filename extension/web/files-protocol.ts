/** What the language server in a worker asks of the editor, which alone can read files where there is no disk. */

/** Request: the text of a file, null where there is none. */
export const READ_REQUEST = 'ferris/host/read';
/** Request: the files below a folder with their sizes. */
export const WALK_REQUEST = 'ferris/host/walk';
/** Request: the size of a file in bytes, null for what is no file. */
export const SIZE_REQUEST = 'ferris/host/size';

export interface UriParams {
  readonly uri: string;
}
