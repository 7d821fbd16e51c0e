#!/bin/sh
## 14 findings of gsl 1.2.3 at 2026-11-23T12:00:00.000Z.
## Nothing here runs. Look at each command, take away the "# " before it, and fill in what stands in CAPITALS or {{braces}}.
set -eu
## not read: data/my users.json:25: expected an entity, found `7`
## TYPO-1: cannot be run: expected `should` or `where` after `S3Bucket`, found the end of the rule
## IDLE-1: not judged: the input has no entity of its type

## MFA-1  Critical  Users have a second factor
##   the rule names no command
##   Give the user a device.
##   alice  AIDA1  data/my users.json:3
##   because mfaActive is false, not true

## KEYS-1  High  Users have one active key at most
##   alice  AIDA1  data/my users.json:3
##   because firstAccessKey.isActive = true and secondAccessKey.isActive = true
# aws iam update-access-key --status Inactive

## HOSTILE-1  Informational  Names <b></script><script>alert(1)</script><img src=x onerror=alert(2)></b> | =1+1
##   the rule names no command
##   Run:
##   ```
##   </details></script><script>alert(1)</script><img src=x onerror=alert(2)>
##   ```
##   </script><script>alert(1)</script><img src=x onerror=alert(2)>  id-html  data/my users.json[4]
##   because tags[0].key = 'hostile'
##   <!-- --><![CDATA[ ]]> &amp; &#x41;  id-comment  data/my users.json[4]
##   because tags[0].key = 'hostile'
##   =cmd|' /C calc'!A0  id-formula  data/my users.json[4]
##   because tags[0].key = 'hostile'
##   "double", 'single', `back`;semicolon  id-quotes  data/my users.json[4]
##   because tags[0].key = 'hostile'
##   one�two��three four  id-lines  data/my users.json[4]
##   because tags[0].key = 'hostile'
##   before�middle�after  id-separators  data/my users.json[4]
##   because tags[0].key = 'hostile'
##   invoice�gnp.exe  id-override  data/my users.json[4]
##   because tags[0].key = 'hostile'
##   a�b�c�[31md�￾  id-controls  data/my users.json[4]
##   because tags[0].key = 'hostile'
##   half � of a pair  id-surrogate  data/my users.json[4]
##   because tags[0].key = 'hostile'
##   [x](javascript:alert(1)) **bold** | pipe | @everyone #1 <b> ![i](http://example.com/x.png) www.example.com  id-markdown  data/my users.json[4]
##   because tags[0].key = 'hostile'
##   a [link](http://example.com) {0}  id-sarif  data/my users.json[4]
##   because tags[0].key = 'hostile'
##   nnn…nnn  id-long  data/my users.json[4]
##   because tags[0].key = 'hostile'
