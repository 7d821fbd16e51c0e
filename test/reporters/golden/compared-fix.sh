#!/bin/sh
## 2 findings of gsl 1.2.3 at 2026-11-23T12:00:00.000Z.
## Nothing here runs. Look at each command, take away the "# " before it, and fill in what stands in CAPITALS or {{braces}}.
set -eu

## KEYS-1  Critical (was Low: audit finding 7 </script><script>alert(1)</script><img src=x onerror=alert(2)> | @everyone **now**)  IamUser should have mfaActive=true
##   the rule names no command
##   alice  A  data/my users.json:1
##   because mfaActive is false, not true
##   bob  B  data/my users.json:2
##   because mfaActive is false, not true
