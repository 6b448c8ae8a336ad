/** A browser does not count the listeners of a signal. */
export const setMaxListeners = (): void => {};
