/** Every kind of change there is. Each knows its own wish; the road that carries them out treats them alike. */
import { abort } from './changes/abort.ts';
import { alarmsCreate } from './changes/alarms-create.ts';
import { alarmsRestore } from './changes/alarms-restore.ts';
import { autoscale } from './changes/autoscale.ts';
import { autoscaleResume } from './changes/autoscale-resume.ts';
import { autoscaleSuspend } from './changes/autoscale-suspend.ts';
import { cacheResize } from './changes/cache-resize.ts';
import { dbResize } from './changes/db-resize.ts';
import { dbRestore } from './changes/db-restore.ts';
import { dbSnapshot } from './changes/db-snapshot.ts';
import { deploy } from './changes/deploy.ts';
import { env } from './changes/env.ts';
import { redeploy } from './changes/redeploy.ts';
import { rollback } from './changes/rollback.ts';
import { scale } from './changes/scale.ts';
import { scaleTask } from './changes/scale-task.ts';
import { testAlarm } from './changes/test-alarm.ts';
import type { Changes } from './flows/operation-state.ts';

export const CHANGES = {
  deploy,
  redeploy,
  rollback,
  scale,
  'scale-task': scaleTask,
  env,
  autoscale,
  'autoscale-suspend': autoscaleSuspend,
  'autoscale-resume': autoscaleResume,
  abort,
  'db-snapshot': dbSnapshot,
  'db-resize': dbResize,
  'db-restore': dbRestore,
  'cache-resize': cacheResize,
  'alarms-create': alarmsCreate,
  'alarms-restore': alarmsRestore,
  'test-alarm': testAlarm,
} as unknown as Changes;
