import { testHazard } from './hazard';

testHazard({
  name: 'failed',
  kinds: ['failed'],
  has: 'the database fails once',
  read: 'README.md, "Step 1: a handler fails, and its event comes back late"',
});
