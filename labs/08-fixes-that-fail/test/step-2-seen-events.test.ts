import { testAttack } from './sinking';

const read = 'README.md, "Step 2: a table of seen events"';

testAttack({
  name: 'seenEventsOrder',
  read,
  as: {
    expected: 'each event to count once',
    holds: (counts) => counts.every((count) => count === 1),
  },
});

testAttack({
  name: 'seenEventsCrash',
  read,
  as: {
    expected: 'an event that is marked as seen, and that no copy counts',
    holds: (counts) => counts.includes(0),
  },
});
