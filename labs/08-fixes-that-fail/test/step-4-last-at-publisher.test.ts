import { testAttack } from './sinking';

testAttack({
  name: 'lastAtPublisher',
  read: 'README.md, "Step 4: the last number at the publisher"',
});
