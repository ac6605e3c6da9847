import { testHazard } from './hazard';

testHazard({
  name: 'quicker',
  kinds: ['delivered'],
  has: 'two copies are at work',
  read: 'README.md, "Step 2: one copy is quicker than the other"',
});
