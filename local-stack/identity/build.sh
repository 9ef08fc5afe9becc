#!/bin/sh
# build.sh TARGET DISTRIBUTION JAVA_HOME: runs Keycloak's own build step (20 to 40 seconds) on TARGET/unpacked/DISTRIBUTION,
# once, and points TARGET/keycloak at it when it is done: a distribution with that name is ready to start.
set -eu

target=$1
distribution=unpacked/$2
JAVA_HOME=$3
export JAVA_HOME
# Whatever this environment says about another Keycloak is not meant for this one.
unset JAVA JAVA_OPTS JAVA_OPTS_APPEND

if [ "$(readlink "$target/keycloak" 2>/dev/null || true)" = "$distribution" ]; then
    exit 0
fi
log=$target/build.log
sh "$target/$distribution/bin/kc.sh" build --db=postgres --features-disabled=kerberos,device-flow,ciba,impersonation \
    >"$log" 2>&1 || {
    cat "$log" >&2
    exit 1
}
ln -sfn "$distribution" "$target/keycloak"
