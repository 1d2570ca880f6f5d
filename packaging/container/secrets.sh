#!/bin/sh
# Makes the secrets of compose.yaml, once: the database's password, and the address with the password in it.
set -eu
cd "$(dirname "$0")"
umask 077
mkdir -p secrets
if [ -e secrets/database ]; then
    echo "secrets/ is there already"
    exit 0
fi
password=$(od -An -N 24 -t x1 /dev/urandom | tr -d ' \n')
printf '%s' "$password" >secrets/database_password
# Inside of one machine's network: without TLS. Between machines: sslmode=verify-full.
printf 'postgres://bank:%s@db/bank?sslmode=disable' "$password" >secrets/database
# The containers' own users have to read them.
chmod 0755 secrets
chmod 0444 secrets/database secrets/database_password
echo "secrets/ is made"
