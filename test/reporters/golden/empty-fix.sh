#!/bin/sh
## 0 findings of gsl 1.2.3 at 2026-11-23T12:00:00.000Z.
## Nothing here runs. Look at each command, take away the "# " before it, and fill in what stands in CAPITALS or {{braces}}.
set -eu
