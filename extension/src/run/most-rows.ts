/** How many rows of a query are kept, in its process before they are shown, in the extension and in the panel. */
export const MOST_ROWS = 100_000;
