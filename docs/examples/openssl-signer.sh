#!/usr/bin/env bash
# Signs a checkpoint with a key that dealtrail never sees: the body comes on standard input, one signature line goes out.
# Here the key is a file of OpenSSL 3; put a device or a key service in its place.
#
#   openssl-signer.sh verifier NAME KEY.pem    prints the verifier key
#   openssl-signer.sh sign NAME KEY.pem        signs
set -euo pipefail

mode=$1 name=$2 key=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The last 32 bytes of the public key's DER form are the key itself.
openssl pkey -in "$key" -pubout -outform DER | tail -c 32 >"$work/public"
{ printf '%s\n\001' "$name"; cat "$work/public"; } | openssl dgst -sha256 -binary | head -c 4 >"$work/id"

case $mode in
verifier)
  printf '%s+%s+%s\n' "$name" "$(od -An -tx1 "$work/id" | tr -d ' \n')" \
    "$({ printf '\001'; cat "$work/public"; } | base64 -w 0)"
  ;;
sign)
  cat >"$work/body"
  openssl pkeyutl -sign -rawin -inkey "$key" -in "$work/body" -out "$work/signature"
  printf '\342\200\224 %s %s\n' "$name" "$(cat "$work/id" "$work/signature" | base64 -w 0)"
  ;;
*) exit 2 ;;
esac
