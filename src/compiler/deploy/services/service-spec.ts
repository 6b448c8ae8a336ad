/**
 * Companion services as `services:` of ferris.yaml asks for them (a database, a cache, a gateway), typed and checked, before
 * they are Kubernetes objects. Units are in the names: millis are thousandths of a core, mib are MiB.
 */
import type { Cloud } from '../options.ts';

export interface ServicesSpec {
  /** Of every service that names none of its own; undefined: the one that kubectl is set to. */
  readonly namespace?: string | undefined;
  /** In the order of the file. */
  readonly services: readonly ServiceSpec[];
}

export interface ServiceSpec {
  /** Of its Deployment, StatefulSet or DaemonSet, and prefix of its other objects: a DNS label. */
  readonly name: string;
  readonly namespace?: string | undefined;
  readonly kind: 'deployment' | 'statefulset' | 'daemonset';
  readonly image: string;
  readonly pullPolicy: 'Always' | 'IfNotPresent' | 'Never';
  readonly pullSecret?: string | undefined;
  /** Instead of the image's entry point. */
  readonly command: readonly string[];
  readonly args: readonly string[];
  readonly replicas: number;
  readonly gracePeriodSeconds?: number | undefined;
  readonly ports: readonly PortSpec[];
  /** Undefined: nobody reaches it by a name. */
  readonly service?: ServiceAccess | undefined;
  readonly resources: ServiceResources;
  readonly volume?: VolumeSpec | undefined;
  /** Folders that may be written to and are empty at each start. `/tmp` is always one. */
  readonly scratch: readonly ScratchSpec[];
  readonly hostPaths: readonly HostPathSpec[];
  /** Entries of the ConfigMap `NAME-config` that are no files. */
  readonly config: Readonly<Record<string, string>>;
  readonly files: readonly FileSpec[];
  readonly env: readonly EnvSpec[];
  readonly envFrom: readonly EnvFromSpec[];
  readonly probes: Readonly<Partial<Record<'liveness' | 'readiness' | 'startup', ProbeSpec>>>;
  readonly security: SecuritySpec;
  readonly ingress?: IngressSpec | undefined;
  readonly metrics?: MetricsSpec | undefined;
  readonly disruption?: DisruptionSpec | undefined;
  readonly account: AccountSpec;
  readonly externalSecrets: readonly ExternalSecretSpec[];
  readonly autoscale?: AutoscaleSpec | undefined;
  /** Names of the services that it calls: both sides' network policies let it. */
  readonly uses: readonly string[];
  readonly network: NetworkSpec;
  /** For whoever sets up the cloud's network; no Kubernetes object. */
  readonly securityGroups: readonly SecurityGroupRule[];
}

export interface PortSpec {
  /** A DNS label of at most 15 characters. */
  readonly name: string;
  readonly port: number;
  /** Of the Service in front of it. */
  readonly servicePort: number;
  readonly protocol: 'TCP' | 'UDP' | 'SCTP';
}

export interface ServiceAccess {
  readonly name: string;
  /** `Headless`: the name stands for the addresses of all pods. */
  readonly type: 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'Headless';
  readonly annotations: Readonly<Record<string, string>>;
}

export interface ServiceResources {
  readonly cpuRequestMillis: number;
  readonly cpuLimitMillis?: number | undefined;
  readonly memoryRequestMib: number;
  readonly memoryLimitMib: number;
}

export interface VolumeSpec {
  readonly sizeMib: number;
  readonly mount: string;
  readonly storageClass?: string | undefined;
  readonly access: 'ReadWriteOnce' | 'ReadWriteMany' | 'ReadWriteOncePod';
}

export interface ScratchSpec {
  readonly mount: string;
  readonly sizeMib?: number | undefined;
}

export interface HostPathSpec {
  readonly path: string;
  readonly mount: string;
  readonly readOnly: boolean;
}

export interface FileSpec {
  /** Where the container finds it: an absolute path. */
  readonly mount: string;
  /** Its entry in the ConfigMap. */
  readonly key: string;
  readonly text: string;
}

export type EnvSpec = { readonly name: string } & (
  | { readonly kind: 'value'; readonly value: string }
  | { readonly kind: 'secret' | 'config'; readonly from: string; readonly key: string; readonly optional: boolean }
  | { readonly kind: 'field'; readonly field: string }
);

export interface EnvFromSpec {
  readonly kind: 'secret' | 'config';
  readonly from: string;
  readonly prefix?: string | undefined;
}

export interface ProbeSpec {
  readonly check:
    | { readonly kind: 'http'; readonly path: string; readonly port: string }
    | { readonly kind: 'tcp' | 'grpc'; readonly port: string }
    | { readonly kind: 'command'; readonly command: readonly string[] };
  readonly delaySeconds?: number | undefined;
  readonly periodSeconds?: number | undefined;
  readonly timeoutSeconds?: number | undefined;
  readonly failures?: number | undefined;
}

export interface SecuritySpec {
  readonly runAsUser: number;
  readonly runAsGroup: number;
  readonly fsGroup: number;
  readonly readOnlyRoot: boolean;
  /** Added after all were dropped, without CAP_. */
  readonly capabilities: readonly string[];
  /** Why it needs what others do not get; set where it does. */
  readonly because?: string | undefined;
}

export interface IngressSpec {
  readonly className?: string | undefined;
  readonly hosts: readonly string[];
  readonly path: string;
  /** Name of one of its ports. */
  readonly port: string;
  readonly tls?: { readonly secret: string; readonly issuer?: string | undefined } | undefined;
  readonly annotations: Readonly<Record<string, string>>;
  /** Namespace of the controller, whose pods the network policy lets in. */
  readonly controllerNamespace: string;
}

export interface MetricsSpec {
  readonly port: string;
  readonly path: string;
  readonly intervalSeconds: number;
}

export type DisruptionSpec = { readonly minAvailable: number } | { readonly maxUnavailable: number };

export interface AccountSpec {
  readonly name: string;
  /** Whether it is there already and none is made. */
  readonly existing: boolean;
  /** What the cloud calls the role: an ARN, a service account's address, a client id. */
  readonly roles: Readonly<Partial<Record<Cloud, string>>>;
  /** Statements of the AWS policy that the role needs. */
  readonly policy: readonly PolicyStatement[];
}

export interface PolicyStatement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

export interface ExternalSecretSpec {
  /** The Secret that is made. */
  readonly secret: string;
  /** As the operator reads it: `1h`. */
  readonly refresh: string;
  readonly store:
    | { readonly kind: 'existing'; readonly name: string; readonly cluster: boolean }
    | { readonly kind: 'aws'; readonly service: 'SecretsManager' | 'ParameterStore'; readonly region: string }
    | { readonly kind: 'gcp'; readonly project: string; readonly location: string; readonly cluster: string }
    | { readonly kind: 'azure'; readonly vaultUrl: string };
  readonly entries: readonly { readonly name: string; readonly key: string; readonly property?: string | undefined }[];
}

export interface AutoscaleSpec {
  readonly min: number;
  readonly max: number;
  readonly metrics: readonly ServiceMetric[];
  readonly up?: PaceSpec | undefined;
  readonly down?: PaceSpec | undefined;
}

export type ServiceMetric =
  | {
      readonly kind: 'external';
      readonly name: string;
      readonly labels: Readonly<Record<string, string>>;
      /** `average`: per pod; `value`: of all pods together. */
      readonly compare: 'average' | 'value';
      readonly target: number;
    }
  | { readonly kind: 'resource'; readonly resource: 'cpu' | 'memory'; readonly utilizationPercent: number };

export interface PaceSpec {
  readonly stabilizationSeconds?: number | undefined;
  readonly policies: readonly {
    readonly type: 'Percent' | 'Pods';
    readonly value: number;
    readonly periodSeconds: number;
  }[];
}

export interface NetworkSpec {
  readonly from: readonly PeerSpec[];
  readonly to: readonly PeerSpec[];
}

export interface PeerSpec {
  /** Pods with the label `app`; without a namespace those of any. */
  readonly app?: string | undefined;
  readonly namespace?: string | undefined;
  readonly cidr?: string | undefined;
  /** Of this service where others come in, of the others where it goes out. Empty: all of this service's. */
  readonly ports: readonly { readonly port: number; readonly protocol: 'TCP' | 'UDP' | 'SCTP' }[];
}

export interface SecurityGroupRule {
  readonly direction: 'ingress' | 'egress';
  readonly port: number;
  readonly protocol: 'TCP' | 'UDP';
  /** A range of addresses, or whose security group. */
  readonly peer: string;
  readonly description: string;
}
