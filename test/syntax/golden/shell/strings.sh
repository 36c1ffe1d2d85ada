single='C:\certs\$x "q"'
double="a \"b\" \$c \\ d\e `date` $(< ca.pem)"
joined=it"'"s\ a' b'$x
ansi=$'-----BEGIN\n\tMIID\x41\101\'s'
multi="-----BEGIN CERTIFICATE-----
MIID$body
-----END CERTIFICATE-----"
continued="one \
two"
empty=
files=(a.pem "$b" 'c d')
files+=("last.pem")
files[1]=x.pem
declare -A roots=([live]=live.pem ["test"]="$t")
first=${files[0]}
name=${path##*/}
folder=${path%/*}
length=${#path}
trimmed=${path%.pem}
: "${MODE:=live}" "${URL:?missing}" "${K:+--insecure}"
url="https://${HOST}:${PORT:-443}/a b"
sum=$((1 + 2))
cat > ca.pem <<EOF
-----BEGIN $kind-----
\$MIID $(date)
EOF
cat <<-'EOF' >> k.pem
	MIID $raw
	  end
	EOF
openssl x509 -noout <<< "$PEM"
echo "$files" "${files[@]}"
cat <<EOF | openssl x509
MIID
EOF
