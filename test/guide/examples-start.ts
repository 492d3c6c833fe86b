/** What sets off the patterns about images and containers that do not start. */
import { evidence, line, service, stopped } from '../core/evidence-fixtures.ts';
import { container, type Examples, ended, event, logged, PULL, SECRETS } from './example-evidence.ts';

const REF = 'failed to resolve ref 123456789012.dkr.ecr.us-east-1.amazonaws.com/hydrous:v2: ';

export const START_EXAMPLES: Examples = {
  'architecture-mismatch': {
    'exec-format': logged('exec /usr/local/bin/uvicorn: exec format error'),
    'exec-format-bare': logged('exec uvicorn: exec format error'),
    'exec-format-old-runtime': logged(
      'standard_init_linux.go:228: exec user process caused: exec format error',
    ),
    'exec-format-docker': logged('exec user process caused "exec format error"'),
    'exec-format-shell': logged('/bin/sh: 1: uvicorn: Exec format error'),
    'exec-format-script': logged(
      '/entrypoint.sh: line 4: /usr/local/bin/uvicorn: cannot execute binary file: Exec format error',
    ),
    'exec-format-container': container('CannotStartContainerError: exec: "uvicorn": exec format error'),
    'exec-format-stop': ended('Task failed to start: exec /app/run: exec format error'),
    'no-descriptor': ended(
      `${PULL}image Manifest does not contain descriptor matching platform 'linux/amd64'`,
    ),
    'no-descriptor-container': container(
      `${PULL}image Manifest does not contain descriptor matching platform 'linux/arm64'`,
    ),
    'no-manifest': ended(`${PULL}no match for platform in manifest: not found`),
    'no-manifest-container': container(
      'CannotPullContainerError: no matching manifest for linux/amd64 in the manifest list entries',
    ),
    'platform-fact': evidence({ platforms: ['linux/arm64'] }),
    'exec-format-python': evidence({
      tasks: [stopped({ exit: 1 })],
      lines: [line("OSError: [Errno 8] Exec format error: '/usr/local/bin/ffmpeg'")],
    }),
    'no-descriptor-event': event(
      "(service hydrous-production) was unable to start a task: CannotPullContainerError: image Manifest does not contain descriptor matching platform 'linux/amd64'",
    ),
  },
  'container-does-not-start': {
    'image-not-found': ended(
      `${PULL}${REF}123456789012.dkr.ecr.us-east-1.amazonaws.com/hydrous:v2: not found`,
    ),
    'registry-unreachable': ended(`${PULL}${REF}dial tcp 10.0.0.1:443: i/o timeout`),
    'registry-denied': ended(
      'CannotPullContainerError: AccessDeniedException: User is not authorized to perform: ecr:BatchGetImage',
    ),
    'pull-limit': ended(`${PULL}toomanyrequests: You have reached your pull rate limit`),
    'cannot-pull': ended(`${PULL}something new`),
    'cannot-pull-container': container('CannotPullContainerError: something new'),
    'secret-missing': ended(
      `${SECRETS}unable to retrieve secret from asm: ResourceNotFoundException: Secrets Manager can't find the specified secret.`,
    ),
    'secret-denied': ended(
      `${SECRETS}unable to retrieve secret from asm: AccessDeniedException: User is not authorized to perform: secretsmanager:GetSecretValue`,
    ),
    'secret-unreachable': ended(
      `${SECRETS}unable to retrieve secret from asm: RequestError: send request failed: context deadline exceeded`,
    ),
    'registry-auth-denied': ended(
      'ResourceInitializationError: unable to pull registry auth: User is not authorized to perform: ecr:GetAuthorizationToken',
    ),
    'log-driver': ended(
      'ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: ResourceNotFoundException: The specified log group does not exist.',
    ),
    'resource-initialization': ended('ResourceInitializationError: something new'),
    'cannot-start': ended('CannotStartContainerError: Error response from daemon'),
    'command-not-found': container(
      'OCI runtime create failed: exec: "uvicornn": executable file not found in $PATH',
    ),
    'exec-missing': logged('exec /app/start.sh: no such file or directory'),
    'exec-missing-old-runtime': logged(
      'standard_init_linux.go:228: exec user process caused: no such file or directory',
    ),
    'failed-to-start': ended('something new'),
    'asgi-import': logged('ERROR:    Error loading ASGI app. Could not import module "app.main".'),
    'gunicorn-import': logged(
      "[2026-03-02 10:05:00 +0000] [7] [ERROR] Failed to find attribute 'app' in 'app.main'.",
    ),
    'module-missing': logged("ModuleNotFoundError: No module named 'redis'"),
    'syntax-error': logged('SyntaxError: invalid syntax'),
    'settings-missing': logged(
      'pydantic_core._pydantic_core.ValidationError: 1 validation error for Settings',
    ),
    'settings-header': logged('2 validation errors for AppSettings'),
    'settings-key': logged("KeyError: 'DATABASE_URL'"),
    'settings-error': logged(
      'pydantic_settings.exceptions.SettingsError: error parsing value for field "cors"',
    ),
    'port-in-use': logged(
      "ERROR:    [Errno 98] error while attempting to bind on address ('0.0.0.0', 8000): address already in use",
    ),
    'port-in-use-gunicorn': logged(
      "[2026-03-02 10:05:00 +0000] [7] [ERROR] Connection in use: ('0.0.0.0', 8000)",
    ),
    'startup-failed': logged('ERROR:    Application startup failed. Exiting.'),
    'exit-3': evidence({ tasks: [stopped({ exit: 3 })] }),
    'exits-at-start': evidence({ tasks: [stopped({ exit: 1 })] }),
    'container-health': ended('Task failed container health checks'),
    'container-health-event': event(
      '(service hydrous-production) (task 0123) failed container health checks.',
    ),
    'unable-to-start': event(
      '(service hydrous-production) is unable to consistently start tasks successfully.',
    ),
    'rollout-failed': event('(service x) (deployment ecs-svc/1) deployment failed: tasks failed to start.'),
    'cannot-place-stop': ended(
      "Unexpected EC2 error while attempting to Create Network Interface in subnet 'subnet-1': InsufficientFreeAddressesInSubnet",
    ),
    'cannot-place': event(
      '(service hydrous-production) was unable to place a task. Reason: Capacity is unavailable at this time.',
    ),
    breaker: evidence({
      service: {
        deployments: service().deployments.map((each) => ({
          ...each,
          rolloutStateReason: 'ECS deployment circuit breaker: task(s) failed to start.',
        })),
      },
    }),
    'cannot-pull-event': event(
      '(service hydrous-production) (task 0123) CannotPullContainerError: something new',
    ),
    'command-not-found-stop': ended(
      'CannotStartContainerError: unable to start container process: exec: "uvicornn": executable file not found in $PATH: unknown',
    ),
    'cannot-start-container': container('CannotStartContainerError: Error response from daemon'),
    'shell-not-found': logged('/app/start.sh: line 3: uvicornn: command not found'),
    'library-missing': logged(
      'ImportError: libpq.so.5: cannot open shared object file: No such file or directory',
    ),
    'settings-variable': evidence({
      tasks: [stopped({ exit: 1 })],
      lines: [line('ERROR:root:Missing required environment variable STRIPE_KEY')],
    }),
  },
};
