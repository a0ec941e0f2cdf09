const isError = (value: unknown) => Object.prototype.toString.call(value) === '[object Error]';

/**
 * Jest runs each test file in a realm of its own, in which the errors of Node itself are instances of no error class
 * there is. In the action they are; import this where that matters.
 */
for (const kind of [Error, AggregateError]) {
  Object.defineProperty(kind, Symbol.hasInstance, {
    value(this: unknown, value: unknown): boolean {
      if (this === Error) return isError(value);
      if (this === AggregateError)
        return isError(value) && typeof value === 'object' && value !== null && 'errors' in value;
      return Function.prototype[Symbol.hasInstance].call(this, value);
    },
  });
}

export {};
