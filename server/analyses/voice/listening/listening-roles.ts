import type { Role } from '../../contract/role.ts';

/** What customers did, and where. */
export const contactsRole: Role = {
  name: 'events',
  label: 'Events',
  description: 'One row an event of a customer at a touchpoint.',
  kinds: ['operational'],
  columns: [
    {
      name: 'touchpoint',
      label: 'Touchpoint',
      description: 'where it happened.',
      type: 'text',
      names: ['touchpoint_id'],
    },
    {
      name: 'at',
      label: 'Time',
      description: 'when it happened.',
      type: 'time',
      is: 'time',
      names: ['occurred_at', 'ts'],
    },
    {
      name: 'customer',
      label: 'Customer',
      description: 'whose it is.',
      type: 'any',
      is: 'person',
      names: ['customer_id'],
    },
    { name: 'channel', label: 'Channel', description: 'by phone, app, web …', type: 'text', optional: true },
    { name: 'phase', label: 'Phase', description: 'before, during or after.', type: 'text', optional: true },
    { name: 'activity', label: 'Activity', description: 'what happened.', type: 'text', optional: true },
  ],
};

/** Where the organisation listens. */
export const postsRole: Role = {
  name: 'posts',
  label: 'Listening posts',
  description: 'One row a place where customers can say something.',
  kinds: ['reference', 'operational'],
  columns: [
    { name: 'post', label: 'Post', description: 'which post it is.', type: 'any', names: ['post_id'] },
    {
      name: 'touchpoint',
      label: 'Touchpoint',
      description: 'the touchpoint it listens at.',
      type: 'text',
      names: ['touchpoint_id'],
    },
    {
      name: 'channel',
      label: 'Channel',
      description: 'the channel it listens in; without one it hears all.',
      type: 'text',
      optional: true,
    },
    {
      name: 'phase',
      label: 'Phase',
      description: 'the phase it listens in; without one it hears all.',
      type: 'text',
      optional: true,
    },
    { name: 'media', label: 'Media', description: 'text, voice, video.', type: 'text', optional: true },
    {
      name: 'live_from',
      label: 'Live from',
      description: 'its first day; empty: always.',
      type: 'time',
      optional: true,
    },
    {
      name: 'live_to',
      label: 'Live to',
      description: 'its last day; empty: still live.',
      type: 'time',
      optional: true,
    },
    {
      name: 'clicks',
      label: 'Clicks',
      description: 'how many clicks it takes to say something.',
      type: 'number',
      names: ['frictionless_clicks'],
      optional: true,
    },
  ],
};

/** All touchpoints, those without events too. */
export const touchpointsRole: Role = {
  name: 'touchpoints',
  label: 'Touchpoints',
  description: 'One row a touchpoint, with or without events.',
  kinds: ['reference', 'operational'],
  optional: true,
  columns: [
    {
      name: 'touchpoint',
      label: 'Touchpoint',
      description: 'its key.',
      type: 'text',
      names: ['touchpoint_id'],
    },
    {
      name: 'name',
      label: 'Name',
      description: 'what people call it.',
      type: 'text',
      names: ['label'],
      optional: true,
    },
    {
      name: 'phase',
      label: 'Phase',
      description: 'the phase it belongs to: that of its posts, where they name none.',
      type: 'text',
      optional: true,
    },
    {
      name: 'critical',
      label: 'Critical',
      description: 'whether it matters most to customers.',
      type: 'boolean',
      optional: true,
    },
  ],
};

/** What came in at the posts. */
export const responsesRole: Role = {
  name: 'responses',
  label: 'Responses',
  description: 'One row a response that came in at a post.',
  kinds: ['survey'],
  optional: true,
  columns: [
    { name: 'post', label: 'Post', description: 'where it came in.', type: 'any', names: ['post_id'] },
    {
      name: 'customer',
      label: 'Customer',
      description: 'whose it is.',
      type: 'any',
      is: 'person',
      names: ['customer_id'],
    },
    {
      name: 'at',
      label: 'Time',
      description: 'when it came in.',
      type: 'time',
      is: 'time',
      names: ['answered_at', 'ts'],
    },
  ],
};
