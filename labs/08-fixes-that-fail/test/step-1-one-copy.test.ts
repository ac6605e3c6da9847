import { testAttack } from './sinking';

testAttack({ name: 'oneCopy', read: 'README.md, "Step 1: one copy"' });
