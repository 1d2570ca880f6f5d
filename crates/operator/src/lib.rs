//! The operator's service: routes, teller, jobs, commands.
