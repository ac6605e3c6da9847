import { testHazard } from './hazard';

testHazard({
  name: 'dead',
  kinds: ['crashed'],
  has: 'a copy dies',
  read: 'README.md, "Step 3: a client is dead, and the broker thinks it alive"',
});
