/** Types that derive each handler's input and output from the client package's Command classes. */

export interface CallContext {
  readonly requestId: string;
  readonly service: string;
  readonly operation: string;
  /** Region of the request's credential scope. */
  readonly region: string;
  /** Aborted when the client hangs up before it has its answer. */
  readonly signal: AbortSignal;
}

type OperationName<M> = {
  [K in keyof M]: K extends `${infer N}Command` ? (N extends '' | '$' ? never : N) : never;
}[keyof M] &
  string;

type Instance<M, N extends string> = `${N}Command` extends keyof M
  ? M[`${N}Command`] extends new (
      ...args: never[]
    ) => infer I
    ? I
    : never
  : never;

type InputOf<I> = I extends { readonly input: infer In } ? In : never;

type OutputOf<I> = I extends { resolveMiddleware(...args: never[]): infer H }
  ? H extends (...args: never[]) => Promise<{ output: infer Out }>
    ? Omit<Out, '$metadata'>
    : never
  : never;

/** Write an object with `satisfies Handlers<typeof ecs>`: wrong operations, members and results are then errors. */
export type Handlers<M> = {
  [N in OperationName<M>]?: (
    input: InputOf<Instance<M, N>>,
    call: CallContext,
  ) => OutputOf<Instance<M, N>> | Promise<OutputOf<Instance<M, N>>>;
};

export type AnyHandler = (input: unknown, call: CallContext) => unknown;
