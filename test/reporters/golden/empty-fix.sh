#!/bin/sh
## 0 findings of gsl 1.2.3 at 2026-11-23T12:00:00.000Z.
## Nothing here runs. Look at each command, take away the "# " before it, and fill in what stands in CAPITALS or {{braces}}.
set -eu
## error: no rule had an entity to judge: the input holds no entity (the rules judge `IamUser` (4 rules), `S3Bucket`)
## KEYS-1: not judged: the input has no entity of its type
## MFA-1: not judged: the input has no entity of its type
## LIST-1: not judged: the input has no entity of its type
## HOSTILE-1: not judged: the input has no entity of its type
## TYPO-1: cannot be run: expected `should` or `where` after `S3Bucket`, found the end of the rule
## IDLE-1: not judged: the input has no entity of its type
