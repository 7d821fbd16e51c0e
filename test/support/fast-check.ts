import fc from 'fast-check';

/** A run of the tests is the same every time; `npm run fuzz:properties` looks further, with seeds of its own. */
if (process.env['FUZZ_FACTOR'] === undefined) fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: 51 });
