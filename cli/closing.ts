/**
 * What a command has opened and closes at its end, last first. As AsyncDisposableStack, which Node has from version 24 on:
 * the editors that are supported bring Node 22.
 */
export class Closing implements AsyncDisposable {
  readonly #steps: (() => unknown)[] = [];

  defer(close: () => unknown): void {
    this.#steps.push(close);
  }

  use<Value extends AsyncDisposable>(value: Value): Value {
    this.defer(() => value[Symbol.asyncDispose]());
    return value;
  }

  /** All are closed, also when one of them fails. Throws the first failure. */
  async [Symbol.asyncDispose](): Promise<void> {
    const failures: unknown[] = [];
    for (const close of this.#steps.splice(0).reverse())
      try {
        await close();
      } catch (error) {
        failures.push(error);
      }
    if (failures.length > 0) throw failures[0];
  }
}
