/** How many tokens a text costs a model, about: four bytes of UTF-8 each, as the contract of the tool list counts them. */
export const tokens = (said: unknown): number =>
  Math.ceil(Buffer.byteLength(typeof said === 'string' ? said : JSON.stringify(said)) / 4);
