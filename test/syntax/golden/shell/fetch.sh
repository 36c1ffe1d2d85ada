#!/usr/bin/env bash
# Fetches the settlement report.
set -euo pipefail
DIR="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
HERE=$(dirname "$0")
. "$HERE/env.sh"
source lib/common.sh
source /etc/profile
CA=${CA_FILE:-$DIR/certs/ca.pem}
export CURL_CA_BUNDLE="$CA" SSL_CERT_DIR='/etc/pay certs' PLAIN
CURL_CA_BUNDLE+=.bak
readonly LIMIT=3
declare -x NODE_EXTRA_CA_CERTS=$HERE/extra.pem
/usr/bin/curl -sS --cacert "$CA" --capath=$DIR/certs https://api.example.com/"$1" -H "A: ${TOKEN-none}" \
  --data 'a=1&b='"$2" > "$OUT" 2>&1
SSL_CERT_FILE=$CA REQUESTS_CA_BUNDLE="$CA" python3 pay.py "$@"
body=$(curl --cacert "$CA" https://api.example.com | jq -r .id)
"$CURL" -k "$URL"
$WGET --ca-certificate=a.pem
exec sudo -E -u pay env PGSSLROOTCERT="$CA" PGHOST=db psql -c 'select 1'
unset CURL_CA_BUNDLE SSL_CERT_DIR
command -v curl
kill $! && wait
openssl verify -CAfile <(echo "$PEM") cert.pem
eval "$command"
set -a
QUIET=1
set +a
LOUD=1
