/** More of them: what runs on instances, on Windows, beside other containers, with files of another kind. */
import type { RegisterTaskDefinitionCommandInput } from '@aws-sdk/client-ecs';
import { app, definition, secret, type VariedDefinition } from './varied-definition.ts';

const ON_INSTANCES: Partial<RegisterTaskDefinitionCommandInput> = {
  networkMode: 'bridge',
  requiresCompatibilities: ['EC2'],
};

export const VARIED_MORE: readonly VariedDefinition[] = [
  definition('a docker volume with a driver', {
    ...ON_INSTANCES,
    volumes: [
      {
        name: 'models',
        dockerVolumeConfiguration: {
          scope: 'shared',
          autoprovision: true,
          driver: 'local',
          driverOpts: { type: 'tmpfs', device: 'tmpfs' },
          labels: { team: 'backend' },
        },
      },
    ],
    containerDefinitions: [app({ mountPoints: [{ sourceVolume: 'models', containerPath: '/models' }] })],
  }),
  definition('a folder of the host', {
    ...ON_INSTANCES,
    volumes: [
      { name: 'socket', host: { sourcePath: '/var/run/docker.sock' } },
      { name: 'scratch', host: {} },
    ],
  }),
  definition('placement constraints', {
    ...ON_INSTANCES,
    placementConstraints: [{ type: 'memberOf', expression: 'attribute:ecs.instance-type =~ m7g.*' }],
  }),
  definition('shared memory between containers', { ...ON_INSTANCES, ipcMode: 'task', pidMode: 'task' }),
  definition('a graphics card', {
    ...ON_INSTANCES,
    containerDefinitions: [app({ resourceRequirements: [{ type: 'GPU', value: '1' }] })],
  }),
  definition('names and links of a bridge', {
    ...ON_INSTANCES,
    containerDefinitions: [
      app({
        links: ['cache:redis'],
        hostname: 'api',
        dnsServers: ['10.0.0.2'],
        dnsSearchDomains: ['hydrous.local'],
        extraHosts: [{ hostname: 'legacy', ipAddress: '10.0.0.9' }],
        dockerSecurityOptions: ['no-new-privileges'],
        privileged: false,
      }),
      { name: 'cache', image: 'redis:7', essential: false, memory: 64 },
    ],
  }),
  definition('devices, swap and tmpfs', {
    ...ON_INSTANCES,
    containerDefinitions: [
      app({
        linuxParameters: {
          devices: [{ hostPath: '/dev/fuse', containerPath: '/dev/fuse', permissions: ['read', 'write'] }],
          sharedMemorySize: 64,
          tmpfs: [{ containerPath: '/tmp', size: 128, mountOptions: ['noexec'] }],
          maxSwap: 0,
          swappiness: 0,
        },
      }),
    ],
  }),
  definition('windows', {
    runtimePlatform: { cpuArchitecture: 'X86_64', operatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' },
    containerDefinitions: [
      app({ credentialSpecs: ['credentialspecdomainless:arn:aws:s3:::bucket/spec.json'] }),
    ],
  }),
  definition('a share of windows files', {
    ...ON_INSTANCES,
    volumes: [
      {
        name: 'share',
        fsxWindowsFileServerVolumeConfiguration: {
          fileSystemId: 'fs-0123456789abcdef0',
          rootDirectory: 'share',
          authorizationConfig: { credentialsParameter: secret('fsx'), domain: 'hydrous.local' },
        },
      },
    ],
  }),
  definition('logs that may be lost rather than wait', {
    containerDefinitions: [
      app({
        logConfiguration: {
          logDriver: 'awslogs',
          options: {
            'awslogs-group': '/ecs/hydrous-backend',
            'awslogs-region': 'us-east-1',
            'awslogs-stream-prefix': 'ecs',
            'awslogs-multiline-pattern': '^\\d{4}-\\d{2}',
            mode: 'non-blocking',
            'max-buffer-size': '25m',
          },
        },
      }),
    ],
  }),
  definition('ten containers', {
    cpu: '4096',
    memory: '8192',
    containerDefinitions: [
      app({ dependsOn: [{ containerName: 'side-9', condition: 'START' }] }),
      ...Array.from({ length: 9 }, (_, at) => ({
        name: `side-${at + 1}`,
        image: `side:${at + 1}`,
        essential: at % 2 === 0,
        environment: [{ name: 'LOG_LEVEL', value: `level-${at}` }],
        restartPolicy: { enabled: at % 3 === 0 },
      })),
    ],
  }),
  definition('the least of every size', {
    cpu: '256',
    memory: '512',
    containerDefinitions: [app({ cpu: 0, memoryReservation: 6 })],
  }),
];
