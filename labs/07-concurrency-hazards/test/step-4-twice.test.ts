import { testHazard } from './hazard';

testHazard({
  name: 'twice',
  kinds: ['ack lost'],
  has: 'an ack is lost',
  read: 'README.md, "Step 4: the same event twice"',
});
