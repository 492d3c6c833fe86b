/** Which sizes a Fargate task may have. Source: Amazon ECS Developer Guide, "Task size". */

/** CPU units and MiB. */
export interface TaskSize {
  readonly cpu: number;
  readonly memory: number;
}

/** Memory for each number of CPU units: from, to and step in MiB. */
const MEMORY: readonly (readonly [cpu: number, from: number, to: number, step: number])[] = [
  [256, 512, 512, 512],
  [256, 1024, 2048, 1024],
  [512, 1024, 4096, 1024],
  [1024, 2048, 8192, 1024],
  [2048, 4096, 16_384, 1024],
  [4096, 8192, 30_720, 1024],
  [8192, 16_384, 61_440, 4096],
  [16_384, 32_768, 122_880, 8192],
];

const SIZES: readonly TaskSize[] = MEMORY.flatMap(([cpu, from, to, step]) =>
  Array.from({ length: (to - from) / step + 1 }, (_, at) => ({ cpu, memory: from + at * step })),
);

export function isFargateSize({ cpu, memory }: TaskSize): boolean {
  return SIZES.some((size) => size.cpu === cpu && size.memory === memory);
}

/** The valid sizes nearest to what was asked for, nearest first; twice as much is as far as half. */
export function nearestSizes(wanted: TaskSize, most = 3): readonly TaskSize[] {
  const away = (size: TaskSize): number =>
    Math.abs(Math.log2(size.cpu / wanted.cpu)) + Math.abs(Math.log2(size.memory / wanted.memory));
  return [...SIZES].sort((a, b) => away(a) - away(b) || a.memory - b.memory).slice(0, most);
}
