/** What keeps a pod from starting, in its own words. */

export interface Pod {
  readonly metadata: { readonly name: string; readonly labels?: Readonly<Record<string, string>> };
  readonly status?: {
    readonly conditions?: readonly { readonly type: string; readonly status: string; readonly message?: string }[];
    readonly initContainerStatuses?: readonly ContainerStatus[];
    readonly containerStatuses?: readonly ContainerStatus[];
  };
}

interface ContainerStatus {
  readonly name: string;
  readonly restartCount?: number;
  readonly state?: { readonly waiting?: Ended };
  readonly lastState?: { readonly terminated?: Ended };
}

interface Ended {
  readonly reason?: string;
  readonly message?: string;
  readonly exitCode?: number;
}

export interface PodFailure {
  /** Whether waiting longer is in vain. */
  readonly final: boolean;
  /** `pod ferris-trading-7d4-x: ImagePullBackOff: …`. */
  readonly text: string;
}

/** Reasons for which a container waits that only a change of the manifest or the cluster ends. */
const FINAL = new Set([
  'ImagePullBackOff',
  'ErrImageNeverPull',
  'InvalidImageName',
  'CreateContainerConfigError',
  'CreateContainerError',
  'RunContainerError',
]);

/** A crash may be a dependency that was not up yet; so many are not. */
const CRASHES = 3;

/** Undefined for a pod that runs or is on its way. */
export function failureOf({ metadata, status = {} }: Pod): PodFailure | undefined {
  const containers = [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])];
  for (const { name, state, lastState, restartCount = 0 } of containers) {
    const waiting = state?.waiting;
    const reason = waiting?.reason;
    if (reason === 'CrashLoopBackOff')
      return {
        final: restartCount >= CRASHES,
        text: `pod ${metadata.name}: CrashLoopBackOff: container ${name} ended ${restartCount} times${endOf(lastState?.terminated)}`,
      };
    if (reason !== undefined && (FINAL.has(reason) || reason === 'ErrImagePull'))
      return {
        final: FINAL.has(reason),
        text: `pod ${metadata.name}: ${reason}: ${waiting?.message ?? `container ${name}`}`,
      };
  }
  const scheduled = status.conditions?.find(({ type }) => type === 'PodScheduled');
  // A node may be on its way.
  if (scheduled?.status === 'False')
    return { final: false, text: `pod ${metadata.name}: no node for it: ${scheduled.message ?? ''}` };
  return undefined;
}

function endOf(ended: Ended | undefined): string {
  if (!ended) return '';
  const how = ended.reason === 'Error' || ended.reason === undefined ? '' : ` (${ended.reason})`;
  const said = ended.message?.trim() ? `: ${ended.message.trim()}` : '';
  return `, last with exit code ${ended.exitCode ?? '?'}${how}${said}`;
}
