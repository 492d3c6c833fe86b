/** Task definitions as teams really have them: each holds something that a careless copy would lose. */
import { app, definition, secret, type VariedDefinition } from './varied-definition.ts';
import { VARIED_MORE } from './varied-definitions-more.ts';

export const VARIED: readonly VariedDefinition[] = [
  definition('nothing but what is needed'),
  definition('roles', {
    taskRoleArn: 'arn:aws:iam::123456789012:role/task',
    executionRoleArn: 'arn:aws:iam::123456789012:role/execution',
  }),
  definition('arm', { runtimePlatform: { cpuArchitecture: 'ARM64', operatingSystemFamily: 'LINUX' } }),
  definition('tags with an empty value', {
    tags: [
      { key: 'team', value: 'backend' },
      { key: 'note', value: '' },
    ],
  }),
  definition('ephemeral storage', { ephemeralStorage: { sizeInGiB: 64 } }),
  definition('fault injection', { enableFaultInjection: true }),
  definition('pid mode', { pidMode: 'task' }),
  definition('secrets with versions', {
    containerDefinitions: [
      app({
        secrets: [
          { name: 'PASSWORD', valueFrom: `${secret('database')}:password::` },
          { name: 'KEY', valueFrom: `${secret('key')}:current:AWSCURRENT:` },
          { name: 'PARAMETER', valueFrom: '/hydrous/parameter' },
        ],
      }),
    ],
  }),
  definition('a health check', {
    containerDefinitions: [
      app({
        healthCheck: {
          command: ['CMD-SHELL', 'curl -f "http://localhost:8000/api/health" || exit 1'],
          interval: 15,
          timeout: 4,
          retries: 2,
          startPeriod: 0,
        },
      }),
    ],
  }),
  definition('a sidecar with dependencies', {
    containerDefinitions: [
      app({
        dependsOn: [{ containerName: 'proxy', condition: 'HEALTHY' }],
        cpu: 128,
        memoryReservation: 256,
      }),
      {
        name: 'proxy',
        image: 'envoy:1',
        essential: false,
        cpu: 64,
        memory: 128,
        healthCheck: { command: ['CMD', 'true'] },
        environment: [{ name: 'LOG_LEVEL', value: 'warn' }],
      },
    ],
  }),
  definition('firelens', {
    containerDefinitions: [
      app({
        logConfiguration: {
          logDriver: 'awsfirelens',
          options: { Name: 'cloudwatch', region: 'us-east-1', log_group_name: '/ecs/hydrous' },
          secretOptions: [{ name: 'apiKey', valueFrom: secret('log') }],
        },
      }),
      {
        name: 'router',
        image: 'fluent-bit:2',
        essential: true,
        firelensConfiguration: { type: 'fluentbit', options: { 'enable-ecs-log-metadata': 'true' } },
      },
    ],
  }),
  definition('efs', {
    volumes: [
      {
        name: 'files',
        efsVolumeConfiguration: {
          fileSystemId: 'fs-0123456789abcdef0',
          transitEncryption: 'ENABLED',
          rootDirectory: '/',
          authorizationConfig: { accessPointId: 'fsap-0123456789abcdef0', iam: 'ENABLED' },
        },
      },
    ],
    containerDefinitions: [
      app({ mountPoints: [{ sourceVolume: 'files', containerPath: '/files', readOnly: true }] }),
    ],
  }),
  definition('a volume configured at launch', { volumes: [{ name: 'data', configuredAtLaunch: true }] }),
  definition('volumes of another container', {
    volumes: [{ name: 'shared' }],
    containerDefinitions: [
      app({ volumesFrom: [{ sourceContainer: 'seed', readOnly: false }] }),
      {
        name: 'seed',
        image: 'seed:1',
        essential: false,
        mountPoints: [{ sourceVolume: 'shared', containerPath: '/s' }],
      },
    ],
  }),
  definition('a restart policy', {
    containerDefinitions: [
      app({ restartPolicy: { enabled: true, ignoredExitCodes: [0, 143], restartAttemptPeriod: 60 } }),
    ],
  }),
  definition('several ports', {
    containerDefinitions: [
      app({
        portMappings: [
          { containerPort: 8000, hostPort: 8000, protocol: 'tcp', name: 'http', appProtocol: 'http2' },
          { containerPort: 9090, hostPort: 9090, protocol: 'udp' },
        ],
      }),
    ],
  }),
  definition('commands and users', {
    containerDefinitions: [
      app({
        command: ['uvicorn', 'app:app', '--host', '0.0.0.0'],
        entryPoint: ['sh', '-c'],
        user: '1000:1000',
        workingDirectory: '/srv',
        readonlyRootFilesystem: true,
        pseudoTerminal: false,
        interactive: false,
      }),
    ],
  }),
  definition('limits of the kernel', {
    containerDefinitions: [
      app({
        ulimits: [{ name: 'nofile', softLimit: 65_536, hardLimit: 65_536 }],
        systemControls: [{ namespace: 'net.core.somaxconn', value: '1024' }],
        linuxParameters: { initProcessEnabled: true, capabilities: { add: ['SYS_PTRACE'], drop: [] } },
      }),
    ],
  }),
  definition('registry credentials and labels', {
    containerDefinitions: [
      app({
        repositoryCredentials: { credentialsParameter: secret('registry') },
        dockerLabels: { 'com.example.team': 'backend', empty: '' },
        environmentFiles: [{ type: 's3', value: 'arn:aws:s3:::bucket/app.env' }],
        versionConsistency: 'disabled',
        startTimeout: 60,
        stopTimeout: 0,
      }),
    ],
  }),
  definition('a proxy', {
    proxyConfiguration: {
      type: 'APPMESH',
      containerName: 'proxy',
      properties: [
        { name: 'IgnoredUID', value: '1337' },
        { name: 'AppPorts', value: '8000' },
      ],
    },
    containerDefinitions: [app(), { name: 'proxy', image: 'envoy:1', essential: true, user: '1337' }],
  }),
  definition('letters of every kind', {
    containerDefinitions: [
      app({
        environment: [
          { name: 'MOTTO', value: '¡Buen día! «ñandú» "quoted" \\ back \n line 🌊' },
          { name: 'JSON', value: '{"a":[1,2,{"b":null}]}' },
          { name: 'LOG_LEVEL', value: 'info' },
        ],
      }),
    ],
  }),
  ...VARIED_MORE,
];
