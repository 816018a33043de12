/** The division that every org has. */
export const homeName = 'Home';

/** Roles that every org has. Their names are Genesys Cloud's; what they hold here is everything, or nothing. */
export const defaultRoles = [
  { name: 'Master Admin', description: 'Holds every permission', everything: true },
  { name: 'employee', description: 'Base role of every user', everything: false },
  { name: 'Communicate - User', description: 'Base role of telephony users', everything: false },
] as const;
