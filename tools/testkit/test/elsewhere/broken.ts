throw new Error('no such bank');
