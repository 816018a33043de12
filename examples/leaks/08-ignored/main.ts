import { app } from '../leak';

// "The plan is noisy."
app(({ acme }) => {
  acme.client.generations[0]?.addOverride('lifecycle', { ignore_changes: ['roles'] });
});
