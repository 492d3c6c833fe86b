import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Desk, openDesk } from './outbox-desk.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.close());

const INVALID = { error: 'invalid_blocks' };
const blocksOf = () => (desk.fake.messages[0]?.args['blocks'] ?? []) as { readonly type: string }[];
const hasImage = () => blocksOf().some(({ type }) => type === 'image');
const want = () => desk.messages.want({ kind: 'incident', subject: 'inc-1', channel: 'C0INC' });

describe('a card with a chart', () => {
  beforeEach(() => {
    desk.cards.set('inc-1', 'CPU high');
  });

  it('shows it as a picture with words', async () => {
    desk.images.set('inc-1', 'F0CHART001');
    await want();
    await desk.pass(3_000);
    expect(blocksOf()).toContainEqual({
      type: 'image',
      slack_file: { id: 'F0CHART001' },
      alt_text: 'chart of CPU high',
    });
  });

  it('goes out at once without it when Slack cannot show it yet, and comes back for it', async () => {
    desk.images.set('inc-1', 'F0CHART001');
    desk.fake.fail('chat.postMessage', INVALID);
    desk.fake.fail('chat.update', INVALID);
    await want();
    await desk.round();
    expect(desk.fake.messages).toHaveLength(1);
    expect(hasImage()).toBe(false);
    await desk.pass(10_000);
    expect(desk.fake.messages).toHaveLength(1);
    expect(hasImage()).toBe(true);
  });

  it('is edited without it first, then tried after 1, 2, 4 and 8 s', async () => {
    await want();
    await desk.pass(2_000);
    desk.images.set('inc-1', 'F0CHART001');
    desk.cards.set('inc-1', 'CPU higher');
    // Each try is refused; each time the card goes out without its picture.
    for (let at = 0; at < 12; at += 1)
      desk.fake.fail('chat.update', at % 2 === 0 ? INVALID : { after: true });
    await want();
    const begun = desk.now();
    await desk.round();
    expect(JSON.stringify(blocksOf())).toContain('CPU higher');
    await desk.pass(30_000);
    expect(hasImage()).toBe(false);
    expect(desk.fake.callsOf('chat.update')).toHaveLength(10);
    expect(desk.row('incident:inc-1').message).toMatchObject({ sent: 2, wanted: 2, attempts: 0 });
    expect(desk.now() - begun).toBeGreaterThan(15_000);
  });

  it('does not count a refusal of other blocks as one of its picture', async () => {
    desk.fake.fail('chat.postMessage', INVALID);
    await want();
    await desk.pass(2_000);
    expect(JSON.stringify(blocksOf())).toContain('the whole card');
  });

  it('leaves out a picture whose id is none of Slack', async () => {
    desk.images.set('inc-1', '<https://evil.example>');
    await want();
    await desk.pass(2_000);
    expect(hasImage()).toBe(false);
    expect(desk.fake.messages).toHaveLength(1);
  });
});
