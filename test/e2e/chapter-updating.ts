/** "Actualización del Backend": what the guide does with `aws ecs update-service` and a file edited by hand. */
import { expect } from 'vitest';
import type { GuideHouse } from './guide-house.ts';

export function tellUpdating({ row }: GuideHouse): void {
  row('the images that can be deployed are listed', 'production', async ({ answer }) => {
    await answer('images production', 'v1.11.0', 'linux/amd64', 'v1.10.0', '/hydrous deploy ');
  });

  row(
    'a pushed image is deployed by its tag, followed on one card, and taken back',
    'production',
    async (desk) => {
      const { taskDefinition } = desk.service();
      const { digest } = desk.sandbox.aws.push({ tag: 'v1.20.0' });
      const done = await desk.done('deploy', 'deploy v1.20.0 production');
      expect(desk.container().image).toMatch(new RegExp(`/hydrous@${digest}$`));
      // One card from the request to the end; what passed between two of its edits was not shown.
      expect([done.states[0], done.states.at(-1)]).toEqual(['pending', 'succeeded']);
      await desk.answer('status production', 'v1.20.0');
      await desk.undone('rollback', done);
      expect(desk.service().taskDefinition).toBe(taskDefinition);
      // What was taken back does not come again by the next deploy.
      await desk.answer('deploy v1.20.0 production', '/hydrous unlock production');
      await desk.unlock();
    },
  );

  row('the same revision is rolled out again', 'production', async (desk) => {
    const { taskDefinition, deployments } = desk.service();
    const [before] = deployments;
    await desk.done('redeploy', 'redeploy production');
    expect(desk.sent('UpdateService').at(-1)?.input).toMatchObject({ forceNewDeployment: true });
    expect(desk.service().taskDefinition).toBe(taskDefinition);
    expect(desk.service().deployments.map(({ id }) => id)).not.toContain(before?.id);
  });

  row('the revisions that ran are listed with how they ended', 'production', async ({ answer }) => {
    await answer('revisions production', 'hydrous:41', '/hydrous rollback revision:41 production');
  });

  row('a rollback goes to the last proven revision, and is taken back', 'production', async (desk) => {
    const revision = () => desk.service().taskDefinition.split(':').at(-1);
    expect(revision()).toBe('42');
    const done = await desk.done('rollback', 'rollback production');
    expect(revision()).toBe('41');
    await desk.unlock();
    await desk.undone('deploy', done);
    expect(revision()).toBe('42');
  });

  row('a rollback goes to the revision that is named, and is taken back', 'production', async (desk) => {
    const revision = () => desk.service().taskDefinition.split(':').at(-1);
    const done = await desk.done('rollback', 'rollback revision:40 production');
    expect(revision()).toBe('40');
    await desk.unlock();
    await desk.undone('deploy', done);
    expect(revision()).toBe('42');
  });

  row('an earlier image is deployed in the definition of now, and taken back', 'production', async (desk) => {
    const { taskDefinition } = desk.service();
    const before = desk.container();
    const done = await desk.done('deploy', 'deploy v1.9.1 production');
    const digest = desk.sandbox.aws.world.images.resolve(before.image.replace('v1.10.0', 'v1.9.1'));
    expect(desk.container()).toEqual({ ...before, image: expect.stringMatching(`@${digest}$`) });
    await desk.undone('rollback', done);
    expect(desk.service().taskDefinition).toBe(taskDefinition);
    await desk.unlock();
  });

  row('the variables are listed without their values', 'develop', async ({ answer }) => {
    const { blocks } = await answer('env develop', 'LOG_LEVEL', 'DATABASE_PASSWORD');
    expect(JSON.stringify(blocks)).not.toContain('hydrous-db.example.internal');
  });

  row('variables are set in a new revision, and taken back', 'develop', async (desk) => {
    const before = desk.container();
    const done = await desk.done('env', 'env set LOG_LEVEL=debug NEW_FLAG=on develop');
    const { variables } = desk.container();
    expect(variables).toEqual({ ...before.variables, LOG_LEVEL: 'debug', NEW_FLAG: 'on' });
    await desk.undone('rollback', done);
    expect(desk.container()).toEqual(before);
  });

  row('a variable is removed in a new revision, and taken back', 'develop', async (desk) => {
    const before = desk.container();
    const { FEATURE_FLAGS: _gone, ...others } = before.variables;
    await desk.unlock();
    const done = await desk.done('env', 'env unset FEATURE_FLAGS develop');
    expect(desk.container().variables).toEqual(others);
    await desk.undone('rollback', done);
    expect(desk.container()).toEqual(before);
    await desk.unlock();
  });

  row('a revision that exists is deployed, and taken back', 'develop', async (desk) => {
    const { taskDefinition } = desk.service();
    const done = await desk.done('deploy', 'deploy revision:41 develop');
    expect(desk.service().taskDefinition).toMatch(/:41$/);
    await desk.undone('rollback', done);
    expect(desk.service().taskDefinition).toBe(taskDefinition);
    await desk.unlock();
  });

  row(
    'a rollout that goes wrong is stopped from its card, and ECS rolls it back',
    'develop',
    async (desk) => {
      const { taskDefinition, configuration } = desk.service();
      // Nothing else would ever end it.
      const deploymentCircuitBreaker = { enable: false, rollback: false };
      Object.assign(desk.service(), { configuration: { ...configuration, deploymentCircuitBreaker } });
      desk.sandbox.aws.push({ tag: 'v1.21.0', crash: 'import-error' });
      const running = await desk.begun('deploy', 'deploy v1.21.0 develop');
      // The card says that it is being carried out before AWS has answered.
      await expect.poll(() => desk.service().taskDefinition, { timeout: 30_000 }).not.toBe(taskDefinition);
      await desk.pressed('abort', running, 'abort');
      expect(desk.service().taskDefinition).toBe(taskDefinition);
      await desk.ended(running);
      Object.assign(desk.service(), { configuration });
    },
  );
}
