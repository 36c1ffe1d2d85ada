if [ -f "$CA" ] && [[ $mode == live* ]]; then
  curl --cacert "$CA" x
elif ! command -v wget >/dev/null; then
  wget x
elif [ -z "$CA" -o "$n" -gt 3 ]; then y
else
  curl -k x
fi
if $VERIFY; then verify; fi
if test "$a" = b; then c; fi
for f in *.pem "$CA" $MORE; do cat "$f"; done
for f in "${files[@]}"; do add "$f" || continue; done
for ((i = 0; i < 3; i++)); do retry; done
while read -r line; do echo "$line"; done < hosts.txt
until curl x; do sleep 1; break; done
while A=1 true; do break; done
case "$1" in
  start | live) CA=live.pem ;;
  "test") CA=test.pem ;;
  dev-*) CA=dev.pem ;;
  *) echo usage; exit 1 ;;
esac
fetch() {
  local ca=$1 url
  url=$2
  ca="$ca.pem"
  LAST=$url
  shift
  curl --cacert "$ca" "$@" || return 1
  return 0
}
function plain { fetch a.pem "$URL"; }
fetch "$CA" "$URL" -s
[ -n "$CA" ] || exit 1
[ "$a" != b ] && export CA && go || stop
a | b && c || d
(cd /tmp && curl x) &
{ one; two; }
! false
[[ $url =~ ^https ]] && secure
((count++))
out=$(cd /tmp; ls) || exit
pick=$(cat a || cat b)
find_ca() {
  if [ -f "$1" ]; then echo "$1"; return; fi
  printf '%s\n' "$HOME/ca.pem"
}
ready() { echo ok >&2; return 1; }
CA=$(find_ca /etc/ca.pem)
if ready; then curl --cacert "$(find_ca)" x; fi
[ ! -z "$a" -a "$b" = c ] && d
if [[ ! $a =~ ^y$ ]]; then no <&3 &> all.log; fi
